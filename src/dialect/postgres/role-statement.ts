import { type AnyOperation, type MembershipOptions, operation } from "../../operation/index.js";
import { roleWords } from "./kinds/role.js";
import { NotUnderstood, understood, type Words } from "./sql-words.js";

/** What an option of `CREATE ROLE` says, where it stands alone. */
const flags: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(roleWords).map(([name, word]) => [word, name]),
);

/**
 * What a statement about roles and their members does, as operations; nothing for any other one, and
 * for what cannot be told from its text. Of a block that makes roles where they are missing, the roles.
 * Passwords are passed over.
 */
export function roleOperations(sql: string): readonly AnyOperation[] | undefined {
  if (/^DO\b/i.test(sql)) return rolesOfBlock(sql);
  return understood(sql, statementOf);
}

/** Common since `CREATE ROLE` knows no `IF NOT EXISTS`. */
function rolesOfBlock(sql: string): readonly AnyOperation[] | undefined {
  const made = [...sql.matchAll(/\bCREATE\s+(?:ROLE|USER)\s(?:'(?:[^']|'')*'|[^;'])*(?=;)/gi)];
  const found = made.flatMap(([text]) => roleOperations(text) ?? []);
  return found.length === 0
    ? undefined
    : found.map((one) =>
        one.kind === "createRole"
          ? operation("createRole", one.args[0] as string, {
              ...(one.args[1] as object),
              ifNotExists: true,
            })
          : one,
      );
}

function statementOf(words: Words): readonly AnyOperation[] {
  const verb = words.take("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE");
  if (verb === "GRANT") return granted(words);
  if (verb === "REVOKE") return revoked(words);
  if (verb === "COMMENT") words.take("ON");
  const noun = words.take("ROLE", "USER", "GROUP");
  if (verb === "COMMENT") return [commented(words)];
  if (verb === "DROP") return dropped(words);
  const name = words.role();
  return verb === "CREATE" ? created(name, words, noun === "USER") : [altered(name, words)];
}

function created(name: string, words: Words, login: boolean): AnyOperation[] {
  words.skip("WITH");
  const said: Record<string, unknown> = login ? { login } : {};
  const members: AnyOperation[] = [];
  const member = (role: string, to: string, options: MembershipOptions = {}) =>
    members.push(operation("grantRole", role, { to, ...options }));
  while (words.left) {
    if (attribute(words, said)) continue;
    const what = words.take("IN", "ROLE", "USER", "ADMIN", "SYSID");
    if (what === "SYSID") words.number();
    else if (what === "IN") {
      words.take("ROLE", "GROUP");
      for (const role of words.roles()) member(role, name);
    } else
      for (const to of words.roles())
        member(name, to, what === "ADMIN" ? { withAdminOption: true } : {});
  }
  return [operation("createRole", name, said), ...members];
}

/** Takes one attribute, if there is one. */
function attribute(words: Words, said: Record<string, unknown>): boolean {
  const word = words.next?.toUpperCase() ?? "";
  const flag = flags[word] ?? flags[word.replace(/^NO/, "")];
  if (flag !== undefined) {
    words.any();
    said[flag] = word in flags;
  } else if (words.skip("CONNECTION")) {
    words.take("LIMIT");
    said.connectionLimit = words.number();
  } else if (words.skip("VALID")) {
    words.take("UNTIL");
    said.validUntil = words.text();
  } else if (words.skip("ENCRYPTED") || word === "PASSWORD") {
    words.take("PASSWORD");
    if (!words.skip("NULL")) words.text();
  } else return false;
  return true;
}

function altered(name: string, words: Words): AnyOperation {
  if (words.skip("RENAME")) {
    words.take("TO");
    return operation("renameRole", name, words.lastRole());
  }
  if (words.skip("RESET"))
    return operation("alterRole", name, { settings: { [words.last()]: null } });
  if (words.skip("SET")) {
    const setting = words.any();
    words.take("TO", "=");
    return operation("alterRole", name, { settings: { [setting]: words.setting(setting) } });
  }
  words.skip("WITH");
  const said: Record<string, unknown> = {};
  while (words.left) if (!attribute(words, said)) throw new NotUnderstood();
  return operation("alterRole", name, said);
}

function dropped(words: Words): AnyOperation[] {
  const ifExists = words.ifExists();
  const names = words.roles();
  words.end();
  return names.map((name) =>
    ifExists ? operation("dropRole", name, { ifExists }) : operation("dropRole", name),
  );
}

function commented(words: Words): AnyOperation {
  return operation("alterRole", words.role(), { comment: words.comment() });
}

function granted(words: Words): AnyOperation[] {
  const roles = words.roles();
  words.take("TO");
  const to = words.roles();
  const options: Record<string, boolean> = {};
  if (words.skip("WITH"))
    do {
      const word = words.take("ADMIN", "INHERIT", "SET");
      const value = words.take("OPTION", "TRUE", "FALSE") !== "FALSE";
      if (word !== "ADMIN") options[word.toLowerCase()] = value;
      else if (value) options.withAdminOption = true;
    } while (words.skip(","));
  grantor(words);
  return roles.map((role) => operation("grantRole", role, { to, ...options }));
}

function revoked(words: Words): AnyOperation[] {
  const only = words.skip("ADMIN") && words.take("OPTION") && words.take("FOR") === "FOR";
  const roles = words.roles();
  words.take("FROM");
  const from = words.roles();
  grantor(words);
  return roles.map((role) =>
    operation("revokeRole", role, { from, ...(only && { adminOptionFor: true as const }) }),
  );
}

function grantor(words: Words): void {
  if (words.skip("GRANTED")) {
    words.take("BY");
    words.role();
  }
  if (!words.skip("CASCADE")) words.skip("RESTRICT");
  words.end();
}
