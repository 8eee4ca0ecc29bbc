import { readFile } from "node:fs/promises";
import type { ServerAddress } from "./server-url.js";

/** Looks a password up in `~/.pgpass` (or `PGPASSFILE`); undefined when there is none. */
export async function passwordFromFile(address: ServerAddress): Promise<string | undefined> {
  const text = await readFile(address.passwordFile, "utf8").catch(() => "");
  return findPassword(text, address);
}

/** The first line that fits: `host:port:database:user:password`, `*` fitting all, `\` escaping. */
export function findPassword(
  text: string,
  at: Pick<ServerAddress, "host" | "port" | "database" | "user">,
): string | undefined {
  const wanted = [
    at.host.startsWith("/") ? "localhost" : at.host,
    String(at.port),
    at.database,
    at.user,
  ];
  for (const line of text.split(/\r?\n/)) {
    if (line === "" || line.startsWith("#")) continue;
    const fields = line.match(/(?:^|:)((?:\\.|[^:\\])*)/g) ?? [];
    const plain = fields.map((field, index) =>
      (index === 0 ? field : field.slice(1)).replace(/\\(.)/g, "$1"),
    );
    if (plain.length < 5) continue;
    if (wanted.every((value, index) => plain[index] === "*" || plain[index] === value)) {
      return plain[4];
    }
  }
  return undefined;
}
