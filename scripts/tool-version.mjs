import { readFileSync, writeFileSync } from "node:fs";

// Puts the version of package.json into the source, after `changeset version` has raised it.
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const file = new URL("../src/runtime/tool-version.ts", import.meta.url);
const text = readFileSync(file, "utf8");
writeFileSync(file, text.replace(/toolVersion = ".*"/, `toolVersion = "${version}"`));
