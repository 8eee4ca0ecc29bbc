import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { load } from "../testing/load.mjs";

await load({
  folder: fileURLToPath(new URL(".", import.meta.url)),
  revision: {
    upgrade: `ALTER TABLE vales ADD COLUMN notas text;
CREATE INDEX ix_vales_entregado_at ON vales (entregado_at);`,
    downgrade: "DROP INDEX ix_vales_entregado_at;\nALTER TABLE vales DROP COLUMN notas;",
  },
  prepare: (query) =>
    query(`
      INSERT INTO usuarios (employee_no, nombre, email) SELECT 'E-' || n, 'Ana', n || '@mexa.mx' FROM generate_series(1, 1000) n;
      INSERT INTO productos (code, name, category, existencia) SELECT 'P-' || n, 'Guantes', 'epp', 1000000 FROM generate_series(1, 100) n;
      INSERT INTO vales (folio, usuario_id, employee_no) SELECT 'A-' || n, 1 + n % 1000, 'E-' || 1 + n % 1000 FROM generate_series(1, 20000) n`),
  requests: (n) =>
    n % 5 === 0
      ? {
          method: "POST",
          path: "/vales",
          body: {
            request_id: randomUUID(),
            employee_no: `E-${1 + (n % 1000)}`,
            items: [{ code: `P-${1 + (n % 100)}`, cantidad: 1 }],
          },
        }
      : { path: `/vales?employee_no=E-${1 + (n % 1000)}` },
});
