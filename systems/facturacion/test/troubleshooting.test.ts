import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, current, heads, merge, upgrade } from "limbeck";
import { expect, it } from "vitest";
import { copyOf } from "../../testing/copy.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));

// The problems that the document lists, in its order, and the ways out.
it("says which database could not be reached, without its password", async () => {
  const url = "postgresql://admin:secreto@localhost:1/facturacion";
  const failed = await current({ cwd, url }).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: "database-unreachable",
    message: expect.stringContaining("localhost:1"),
  });
  expect(JSON.stringify(failed) + String(failed)).not.toContain("secreto");
});

it("says which file of the models could not be imported", async () => {
  const copy = copyOf("facturacion", "import");
  writeFileSync(join(copy, "src/models/roto.ts"), 'import "./no-existe.js";\n');
  await expect(check({ cwd: copy })).rejects.toMatchObject({
    message: expect.stringMatching(/roto\.ts[\s\S]*no-existe/),
  });
});

it("says that there are several heads, and merges them", async () => {
  const copy = copyOf("facturacion", "heads");
  for (const name of ["ana", "luis"])
    writeFileSync(
      join(copy, `migrations/${name}.sql`),
      `-- revision: ${name}\n-- down-revision: 0001\n\n-- upgrade\nSELECT 1;\n\n-- downgrade\nSELECT 1;\n`,
    );
  const url = `pglite:${join(copy, ".limbeck/db")}`;
  await expect(upgrade({ cwd: copy, url, target: "head" })).rejects.toMatchObject({
    code: "multiple-heads",
    hint: expect.stringContaining("limbeck merge"),
  });
  await merge({ cwd: copy, message: "une las dos" });
  expect(await heads({ cwd: copy })).toHaveLength(1);
  await upgrade({ cwd: copy, url, target: "head" });
  expect(await current({ cwd: copy, url })).toMatchObject({ atHead: true });
});
