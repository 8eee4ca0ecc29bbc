import { connect } from "../database.js";
import { empresaDePrueba } from "./company.js";
import { seed } from "./seed.js";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set: rows are brought into a PostgreSQL server");
const { db, close } = connect(url);
try {
  await seed(db, empresaDePrueba);
  console.log(`${empresaDePrueba.razonSocial}: ready`);
} finally {
  await close();
}
