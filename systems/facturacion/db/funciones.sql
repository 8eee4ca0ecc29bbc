-- La empresa en cuyo nombre se trabaja; ninguna, si nadie la dijo.
CREATE FUNCTION empresa_actual() RETURNS uuid LANGUAGE sql STABLE
RETURN nullif(current_setting('app.empresa_id', true), '')::uuid;

-- Dígito de verificación de un NIT, como lo calcula la DIAN.
CREATE FUNCTION nit_dv(nit text) RETURNS smallint LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  pesos CONSTANT int[] := '{3,7,13,17,19,23,29,37,41,43,47,53,59,67,71}';
  suma int := 0;
BEGIN
  FOR i IN 1..length(nit) LOOP
    suma := suma + substr(nit, length(nit) - i + 1, 1)::int * pesos[i];
  END LOOP;
  RETURN CASE WHEN suma % 11 > 1 THEN 11 - suma % 11 ELSE suma % 11 END;
END;
$$;

CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;
