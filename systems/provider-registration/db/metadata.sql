-- Who changes a candidate need not think of updated_at and version.
CREATE FUNCTION update_candidates_metadata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at = now();
  NEW.version = OLD.version + 1;
  RETURN NEW;
END;
$$;

CREATE TRIGGER update_candidates_metadata BEFORE UPDATE ON candidates
  FOR EACH ROW EXECUTE FUNCTION update_candidates_metadata();
