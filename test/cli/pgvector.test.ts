import { expect, test } from "vitest";
import { cliProject } from "./cli-project.js";

const before = `
CREATE EXTENSION vector;
CREATE TABLE meetings (
  id bigint PRIMARY KEY,
  summary vector(3),
  was vector(2) NOT NULL DEFAULT '[0,1]'
);
CREATE INDEX meetings_summary ON meetings USING hnsw (summary vector_l2_ops);
CREATE FUNCTION near(vector) RETURNS SETOF bigint LANGUAGE sql STABLE
  AS 'SELECT id FROM meetings ORDER BY summary <-> $1 LIMIT 10';
`;

const after = `
CREATE EXTENSION vector;
CREATE TABLE meetings (
  id bigint PRIMARY KEY,
  summary vector(3) NOT NULL,
  words halfvec(4),
  CONSTRAINT summary_is_normal CHECK (vector_norm(summary) < 2)
);
CREATE INDEX meetings_summary ON meetings
  USING hnsw (summary vector_cosine_ops) WITH (m = 8, ef_construction = 32);
CREATE INDEX meetings_words ON meetings USING hnsw (words halfvec_l2_ops);
CREATE FUNCTION near(halfvec) RETURNS SETOF bigint LANGUAGE sql STABLE
  AS 'SELECT id FROM meetings ORDER BY words <-> $1 LIMIT 10';
CREATE VIEW distances AS
  SELECT one.id, other.id AS other, one.summary <=> other.summary AS distance
    FROM meetings one CROSS JOIN meetings other;
`;

/** An extension that comes in a package of its own, made for this very PGlite. */
test("vectors are generated, proved, applied and taken back on an embedded database", async () => {
  const project = cliProject({ "db/models.sql": before });
  expect(await project.see("generate first --rev-id a")).toContain("proved up");
  expect((await project.run("upgrade")).status).toBe(0);
  project.write({ "db/models.sql": after });
  expect(await project.see("generate second --rev-id b")).toContain("proved up");
  expect((await project.run("upgrade")).status).toBe(0);
  expect((await project.run("check")).status).toBe(0);
  expect((await project.run("downgrade base")).status).toBe(0);
});
