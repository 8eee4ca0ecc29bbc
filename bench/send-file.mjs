// Where there is no psql: sends a file's statements one after another, as psql does.
import { readFileSync } from "node:fs";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
for (const statement of readFileSync(process.argv[2], "utf8").split(";\n")) {
  if (statement.trim() !== "") await client.query(statement);
}
await client.end();
