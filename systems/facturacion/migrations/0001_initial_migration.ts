// initial migration · 2026-11-21
// Companies and all that is theirs, kept apart by row level security, with catalogues for all.
// loses on downgrade: all rows; the role facturacion_app stays, other databases may use it
import { type Operations, sql } from "limbeck";

export const revision = "0001";
export const downRevision = null;

export function upgrade(op: Operations) {
  // The role the service works as: whoever migrates may act as it. Several databases share it.
  op.execute(`DO $$
BEGIN
  CREATE ROLE facturacion_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END;
$$`);
  op.execute("GRANT facturacion_app TO CURRENT_USER");
  op.createEnum("ambiente_dian", { values: ["pruebas", "produccion"] });
  op.createEnum("estado_dian", { values: ["pendiente", "enviada", "aceptada", "rechazada"] });
  op.createEnum("tipo_factura", { values: ["factura", "nota_credito", "nota_debito"] });
  op.createEnum("tipo_impuesto", { values: ["IVA", "INC", "ICA"] });
  op.createFunction("empresa_actual", {
    returns: "uuid",
    sqlBody: sql`RETURN (NULLIF(current_setting('app.empresa_id'::text, true), ''::text))::uuid`,
    volatility: "stable",
  });
  op.createFunction("nit_dv", {
    args: "nit text",
    returns: "smallint",
    language: "plpgsql",
    body: `
DECLARE
  pesos CONSTANT int[] := '{3,7,13,17,19,23,29,37,41,43,47,53,59,67,71}';
  suma int := 0;
BEGIN
  FOR i IN 1..length(nit) LOOP
    suma := suma + substr(nit, length(nit) - i + 1, 1)::int * pesos[i];
  END LOOP;
  RETURN CASE WHEN suma % 11 > 1 THEN 11 - suma % 11 ELSE suma % 11 END;
END;
`,
    volatility: "immutable",
    strict: true,
  });
  op.createFunction("update_updated_at_column", {
    returns: "trigger",
    language: "plpgsql",
    body: `
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
`,
  });
  op.createTable("empresas", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      nit: { type: "varchar(15)", notNull: true },
      dv: { type: "smallint", notNull: true },
      razon_social: { type: "varchar(200)", notNull: true },
      direccion: { type: "varchar(200)", notNull: true },
      municipio: { type: "varchar(5)", notNull: true },
      email: { type: "varchar(255)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { empresas_nit_key: ["nit"] },
    checks: {
      empresas_dv_check: sql`dv = nit_dv(nit::text)`,
      empresas_municipio_check: sql`municipio::text ~ '^[0-9]{5}$'::text`,
      empresas_nit_check: sql`nit::text ~ '^[0-9]{6,15}$'::text`,
    },
  });
  op.createTable("configuraciones_dian", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      resolucion: { type: "varchar(30)", notNull: true },
      prefijo: { type: "varchar(4)", notNull: true },
      desde: { type: "integer", notNull: true },
      hasta: { type: "integer", notNull: true },
      siguiente: { type: "integer", notNull: true },
      vigente_hasta: { type: "date", notNull: true },
      ambiente: { type: "ambiente_dian", notNull: true, default: "pruebas" },
      software_id: { type: "uuid" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { configuraciones_dian_empresa_id_key: ["empresa_id"] },
    checks: {
      configuraciones_dian_rango_check: sql`desde > 0 AND hasta >= desde`,
      configuraciones_dian_siguiente_check: sql`siguiente >= desde AND siguiente <= (hasta + 1)`,
    },
    foreignKeys: {
      configuraciones_dian_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
    },
  });
  op.createTrigger("update_configuraciones_dian_updated_at", {
    table: "configuraciones_dian",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "configuraciones_dian",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTrigger("update_empresas_updated_at", {
    table: "empresas",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", { table: "empresas", using: sql`id = empresa_actual()` });
  op.createTable("impuestos", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      tipo: { type: "tipo_impuesto", notNull: true },
      nombre: { type: "varchar(80)", notNull: true },
      tarifa: { type: "numeric(7,4)", notNull: true },
      activo: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      impuestos_empresa_id_id_key: ["empresa_id", "id"],
      impuestos_empresa_id_nombre_key: ["empresa_id", "nombre"],
    },
    checks: { impuestos_tarifa_check: sql`tarifa >= 0::numeric AND tarifa <= 100::numeric` },
    foreignKeys: {
      impuestos_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
    },
  });
  op.createTrigger("update_impuestos_updated_at", {
    table: "impuestos",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "impuestos",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("permisos", {
    columns: {
      codigo: { type: "varchar(40)" },
      descripcion: { type: "varchar(200)", notNull: true },
    },
    primaryKey: ["codigo"],
  });
  op.createTable("productos", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      codigo: { type: "varchar(40)", notNull: true },
      nombre: { type: "varchar(200)", notNull: true },
      unidad: { type: "varchar(10)", notNull: true, default: "94" },
      precio: { type: "numeric(16,2)", notNull: true },
      activo: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      productos_empresa_id_codigo_key: ["empresa_id", "codigo"],
      productos_empresa_id_id_key: ["empresa_id", "id"],
    },
    checks: { productos_precio_check: sql`precio >= 0::numeric` },
    foreignKeys: {
      productos_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
    },
  });
  op.createTable("producto_impuestos", {
    rowSecurity: "forced",
    columns: {
      empresa_id: { type: "uuid", notNull: true },
      producto_id: { type: "uuid" },
      impuesto_id: { type: "uuid" },
    },
    primaryKey: ["producto_id", "impuesto_id"],
    foreignKeys: {
      producto_impuestos_impuesto_id_fkey: {
        columns: ["empresa_id", "impuesto_id"],
        references: { table: "impuestos", columns: ["empresa_id", "id"] },
      },
      producto_impuestos_producto_id_fkey: {
        columns: ["empresa_id", "producto_id"],
        references: { table: "productos", columns: ["empresa_id", "id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("ix_producto_impuestos_impuesto_id", {
    table: "producto_impuestos",
    columns: ["impuesto_id"],
  });
  op.createPolicy("aislamiento_empresa", {
    table: "producto_impuestos",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createIndex("ix_productos_empresa_id_activo", {
    table: "productos",
    columns: ["empresa_id"],
    where: sql`activo`,
  });
  op.createTrigger("update_productos_updated_at", {
    table: "productos",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "productos",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("roles", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      nombre: { type: "varchar(40)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      roles_empresa_id_id_key: ["empresa_id", "id"],
      roles_empresa_id_nombre_key: ["empresa_id", "nombre"],
    },
    foreignKeys: {
      roles_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
    },
  });
  op.createTable("rol_permisos", {
    rowSecurity: "forced",
    columns: {
      empresa_id: { type: "uuid", notNull: true },
      rol_id: { type: "uuid" },
      permiso: { type: "varchar(40)" },
    },
    primaryKey: ["rol_id", "permiso"],
    foreignKeys: {
      rol_permisos_permiso_fkey: {
        columns: ["permiso"],
        references: { table: "permisos", columns: ["codigo"] },
      },
      rol_permisos_rol_id_fkey: {
        columns: ["empresa_id", "rol_id"],
        references: { table: "roles", columns: ["empresa_id", "id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createPolicy("aislamiento_empresa", {
    table: "rol_permisos",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTrigger("update_roles_updated_at", {
    table: "roles",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "roles",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("tipos_documento", {
    columns: {
      codigo: { type: "varchar(2)" },
      nombre: { type: "varchar(80)", notNull: true },
    },
    primaryKey: ["codigo"],
  });
  op.createTable("clientes", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      tipo_documento: { type: "varchar(2)", notNull: true },
      numero_documento: { type: "varchar(20)", notNull: true },
      dv: { type: "smallint" },
      nombre: { type: "varchar(200)", notNull: true },
      email: { type: "varchar(255)", notNull: true },
      municipio: { type: "varchar(5)" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      clientes_empresa_id_documento_key: ["empresa_id", "tipo_documento", "numero_documento"],
      clientes_empresa_id_id_key: ["empresa_id", "id"],
    },
    checks: {
      clientes_dv_check: sql`
CASE
    WHEN tipo_documento::text = '31'::text THEN dv IS NOT NULL AND dv = nit_dv(numero_documento::text)
    ELSE dv IS NULL
END`,
    },
    foreignKeys: {
      clientes_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
      clientes_tipo_documento_fkey: {
        columns: ["tipo_documento"],
        references: { table: "tipos_documento", columns: ["codigo"] },
      },
    },
  });
  op.createIndex("ix_clientes_empresa_id_nombre", {
    table: "clientes",
    columns: ["empresa_id", "nombre"],
  });
  op.createTrigger("update_clientes_updated_at", {
    table: "clientes",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "clientes",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("facturas", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      tipo: { type: "tipo_factura", notNull: true, default: "factura" },
      prefijo: { type: "varchar(4)", notNull: true },
      numero: { type: "integer", notNull: true },
      cliente_id: { type: "uuid", notNull: true },
      fecha_emision: { type: "date", notNull: true, default: sql`CURRENT_DATE` },
      estado: { type: "estado_dian", notNull: true, default: "pendiente" },
      cufe: { type: "varchar(96)" },
      enviada_at: { type: "timestamptz" },
      subtotal: { type: "numeric(16,2)", notNull: true, default: 0 },
      iva: { type: "numeric(16,2)", notNull: true, default: 0 },
      inc: { type: "numeric(16,2)", notNull: true, default: 0 },
      ica: { type: "numeric(16,2)", notNull: true, default: 0 },
      total: { type: "numeric(16,2)", notNull: true, default: 0 },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      facturas_cufe_key: ["cufe"],
      facturas_empresa_id_id_key: ["empresa_id", "id"],
      facturas_empresa_id_prefijo_numero_key: ["empresa_id", "prefijo", "numero"],
    },
    checks: {
      facturas_estado_check: sql`estado = 'pendiente'::estado_dian OR cufe IS NOT NULL`,
      facturas_total_check: sql`total = (subtotal + iva + inc + ica)`,
    },
    foreignKeys: {
      facturas_cliente_id_fkey: {
        columns: ["empresa_id", "cliente_id"],
        references: { table: "clientes", columns: ["empresa_id", "id"] },
      },
      facturas_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
    },
  });
  op.createTable("factura_lineas", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      factura_id: { type: "uuid", notNull: true },
      numero: { type: "integer", notNull: true },
      producto_id: { type: "uuid", notNull: true },
      descripcion: { type: "varchar(200)", notNull: true },
      cantidad: { type: "numeric(14,3)", notNull: true },
      precio_unitario: { type: "numeric(16,2)", notNull: true },
      descuento: { type: "numeric(16,2)", notNull: true, default: 0 },
      base: { type: "numeric(16,2)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: {
      factura_lineas_empresa_id_id_key: ["empresa_id", "id"],
      factura_lineas_factura_id_numero_key: ["factura_id", "numero"],
    },
    checks: {
      factura_lineas_base_check: sql`base >= 0::numeric AND base = (round(cantidad * precio_unitario, 2) - descuento)`,
      factura_lineas_cantidad_check: sql`cantidad > 0::numeric`,
      factura_lineas_descuento_check: sql`descuento >= 0::numeric`,
    },
    foreignKeys: {
      factura_lineas_factura_id_fkey: {
        columns: ["empresa_id", "factura_id"],
        references: { table: "facturas", columns: ["empresa_id", "id"] },
        onDelete: "cascade",
      },
      factura_lineas_producto_id_fkey: {
        columns: ["empresa_id", "producto_id"],
        references: { table: "productos", columns: ["empresa_id", "id"] },
      },
    },
  });
  op.createIndex("ix_factura_lineas_producto_id", {
    table: "factura_lineas",
    columns: ["producto_id"],
  });
  op.createTrigger("update_factura_lineas_updated_at", {
    table: "factura_lineas",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "factura_lineas",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createIndex("ix_facturas_cliente_id", { table: "facturas", columns: ["cliente_id"] });
  op.createIndex("ix_facturas_empresa_id_fecha_emision", {
    table: "facturas",
    columns: ["empresa_id", { column: "fecha_emision", order: "desc", nulls: "last" }],
  });
  op.createIndex("ix_facturas_por_enviar", {
    table: "facturas",
    columns: ["empresa_id", "numero"],
    where: sql`estado = 'pendiente'::estado_dian`,
  });
  op.createTrigger("update_facturas_updated_at", {
    table: "facturas",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "facturas",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("linea_impuestos", {
    rowSecurity: "forced",
    columns: {
      empresa_id: { type: "uuid", notNull: true },
      linea_id: { type: "uuid" },
      impuesto_id: { type: "uuid" },
      tipo: { type: "tipo_impuesto", notNull: true },
      tarifa: { type: "numeric(7,4)", notNull: true },
      valor: { type: "numeric(16,2)", notNull: true },
    },
    primaryKey: ["linea_id", "impuesto_id"],
    foreignKeys: {
      linea_impuestos_impuesto_id_fkey: {
        columns: ["empresa_id", "impuesto_id"],
        references: { table: "impuestos", columns: ["empresa_id", "id"] },
      },
      linea_impuestos_linea_id_fkey: {
        columns: ["empresa_id", "linea_id"],
        references: { table: "factura_lineas", columns: ["empresa_id", "id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("ix_linea_impuestos_impuesto_id", {
    table: "linea_impuestos",
    columns: ["impuesto_id"],
  });
  op.createPolicy("aislamiento_empresa", {
    table: "linea_impuestos",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.createTable("usuarios", {
    rowSecurity: "forced",
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      empresa_id: { type: "uuid", notNull: true },
      rol_id: { type: "uuid", notNull: true },
      nombre: { type: "varchar(120)", notNull: true },
      email: { type: "varchar(255)", notNull: true },
      activo: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { usuarios_empresa_id_email_key: ["empresa_id", "email"] },
    foreignKeys: {
      usuarios_empresa_id_fkey: {
        columns: ["empresa_id"],
        references: { table: "empresas", columns: ["id"] },
      },
      usuarios_rol_id_fkey: {
        columns: ["empresa_id", "rol_id"],
        references: { table: "roles", columns: ["empresa_id", "id"] },
      },
    },
  });
  op.createTrigger("update_usuarios_updated_at", {
    table: "usuarios",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.createPolicy("aislamiento_empresa", {
    table: "usuarios",
    using: sql`empresa_id = empresa_actual()`,
  });
  op.execute("GRANT SELECT ON permisos, tipos_documento TO facturacion_app");
  op.execute(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON empresas, configuraciones_dian, roles, rol_permisos, usuarios,
      clientes, impuestos, productos, producto_impuestos, facturas, factura_lineas, linea_impuestos
    TO facturacion_app`,
  );
}

export function downgrade(op: Operations) {
  op.dropTable("usuarios");
  op.dropTable("rol_permisos");
  op.dropTable("roles");
  op.dropTable("producto_impuestos");
  op.dropTable("permisos");
  op.dropTable("linea_impuestos");
  op.dropTable("impuestos");
  op.dropTable("factura_lineas");
  op.dropTable("productos");
  op.dropTable("facturas");
  op.dropTable("configuraciones_dian");
  op.dropTable("clientes");
  op.dropTable("tipos_documento");
  op.dropTable("empresas");
  op.dropFunction("update_updated_at_column");
  op.dropFunction("nit_dv", { args: "text" });
  op.dropFunction("empresa_actual");
  op.dropEnum("tipo_impuesto");
  op.dropEnum("tipo_factura");
  op.dropEnum("estado_dian");
  op.dropEnum("ambiente_dian");
}
