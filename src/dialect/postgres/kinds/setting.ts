import { operation } from "../../../operation/index.js";
import type { Compilers, PostgresKind } from "../kind.js";
import { ident, quoteText } from "../quote.js";
import { roleName } from "../role-name.js";
import { nameAndValue, settingText } from "../setting-text.js";
import { isKept } from "./kept.js";

export interface SettingData {
  readonly value: string;
  readonly role?: string;
}

interface Row {
  role: string | null;
  setting: string;
}

/** What a session starts with in this database, for everybody or for one role. */
export const setting: PostgresKind<SettingData, Row> = {
  name: "setting",
  rank: 13,
  read: {
    asked: ({ settings = false }) => settings,
    query: () => `SELECT r.rolname AS role, unnest(s.setconfig) AS setting
      FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
      LEFT JOIN pg_roles r ON r.oid = s.setrole`,
    object({ role, setting }) {
      const [name, value] = nameAndValue(setting);
      if (isKept(name)) return undefined;
      return {
        id: `setting ${name}${role === null ? "" : ` of ${ident(role)}`}`,
        kind: "setting",
        name,
        data: { value, ...(role !== null && { role }) },
        dependsOn: [],
      };
    },
  },
  roles: ({ data }) => (data.role === undefined ? [] : [data.role]),
  create: ({ name, data }) => [operation("alterSetting", name, change(data, data.value))],
  drop: ({ name, data }) => [operation("alterSetting", name, change(data, null))],
  alter: (_, { name, data }) => ({
    operations: [operation("alterSetting", name, change(data, data.value))],
  }),
};

function change({ role }: SettingData, value: string | null) {
  return { value, ...(role !== undefined && { role }) };
}

export const settingCompilers: Compilers<"alterSetting"> = {
  alterSetting({ args: [name, { value, role }] }) {
    const what = value === null ? `RESET ${name}` : `SET ${name} TO ${settingText(name, value)}`;
    const whose = role === undefined ? "" : `ROLE ${roleName(role)} IN `;
    const format = `ALTER ${whose.replaceAll("%", "%%")}DATABASE %I ${what.replaceAll("%", "%%")}`;
    // The database has no name in a revision: it is the one that is connected to.
    return [
      { sql: `DO $do$ BEGIN EXECUTE format(${quoteText(format)}, current_database()); END $do$` },
    ];
  },
};
