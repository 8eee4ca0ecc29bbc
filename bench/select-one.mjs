// The floor of every command that asks a server something: node, pg, one connection, one query.
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const { rows } = await client.query("SELECT 1 AS one");
process.stdout.write(`${rows[0].one}\n`);
await client.end();
