import { fileURLToPath } from "node:url";
import { load } from "../testing/load.mjs";
import { connect } from "./dist/database.js";
import { empresaDePrueba } from "./dist/seed/company.js";
import { seed } from "./dist/seed/seed.js";

const headers = { "X-Empresa-Id": empresaDePrueba.id, "content-type": "application/json" };
let pedido;

await load({
  folder: fileURLToPath(new URL(".", import.meta.url)),
  revision: {
    upgrade: `ALTER TABLE facturas ADD COLUMN observaciones text;
CREATE INDEX ix_facturas_estado ON facturas (empresa_id, estado);`,
    downgrade: "ALTER TABLE facturas DROP COLUMN observaciones;\nDROP INDEX ix_facturas_estado;",
  },
  async prepare(query, url) {
    const { db, close } = connect(url);
    await db.transaction((tx) => seed(tx, empresaDePrueba));
    await close();
    const [{ cliente, producto }] = await query(
      "SELECT (SELECT min(id::text) FROM clientes) AS cliente, (SELECT min(id::text) FROM productos) AS producto",
    );
    pedido = { cliente_id: cliente, lineas: [{ producto_id: producto, cantidad: "3" }] };
  },
  requests: (n) =>
    n % 5 === 0
      ? { method: "POST", path: "/facturas", headers, body: pedido }
      : { path: "/productos", headers },
});
