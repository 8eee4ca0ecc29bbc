import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { slashes } from "./slashes.js";

/** What templates have to know of the application they are for. */
export interface Application {
  /** The way up to the root of the repository; empty where that is the project's own folder. */
  readonly toRoot: string;
  /** In TypeScript where vitest reads it, else for `node --test`. */
  readonly testFile: string;
  /** What stands for `%name%` in a template. */
  readonly values: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface PackageManager {
  readonly lockFile: string;
  readonly install: string;
  /** In front of `install` on a machine that has npm alone. */
  readonly setUp?: string;
  readonly run: string;
  readonly exec: string;
  /** Leaves what production needs. */
  readonly prune: string;
}

const npm: PackageManager = {
  lockFile: "package-lock.json",
  install: "npm ci",
  run: "npm run",
  exec: "npx",
  prune: "npm prune --omit=dev",
};

const managers: readonly PackageManager[] = [
  {
    lockFile: "pnpm-lock.yaml",
    setUp: "corepack enable",
    install: "pnpm install --frozen-lockfile",
    run: "pnpm run",
    exec: "pnpm exec",
    prune: "CI=true pnpm prune --prod",
  },
  {
    lockFile: "yarn.lock",
    setUp: "corepack enable",
    install: "yarn install --immutable",
    run: "yarn run",
    exec: "yarn run",
    prune: "yarn workspaces focus --production",
  },
  npm,
];

/** Looks at `package.json`, lock files and folders. */
export function applicationIn(dir: string): Application {
  const root = repositoryOf(dir);
  const own = managerIn(dir);
  const { run, exec, prune } = own ?? npm;
  const { scripts = {}, ...manifest } = manifestOf(dir);
  const installed = { ...manifest.dependencies, ...manifest.devDependencies };
  const start = /^node ([\w./-]+)$/.exec(scripts.start ?? "")?.[1];
  const command = start ? ["node", start] : ["npm", "start"];
  const testFolder = ["test", "tests"].find((name) => existsSync(join(dir, name))) ?? "test";
  return {
    toRoot: slashes(relative(dir, root)),
    testFile: `${testFolder}/migrations.test.${"vitest" in installed ? "ts" : "mjs"}`,
    values: {
      // An image is built from the project's folder, a pipeline runs at the root.
      installHere: installWith(own),
      installAtRoot: installWith(managerIn(root) ?? own),
      build: scripts.build === undefined ? "" : `${run} build`,
      prune,
      start: JSON.stringify(command).replaceAll(",", ", "),
      exec,
      folder: slashes(relative(root, dir)) || ".",
    },
  };
}

function managerIn(folder: string): PackageManager | undefined {
  return managers.find(({ lockFile }) => existsSync(join(folder, lockFile)));
}

function installWith(manager: PackageManager | undefined): string {
  const { setUp, install } = manager ?? { setUp: undefined, install: "npm install" };
  return setUp === undefined ? install : `${setUp} && ${install}`;
}

/** The folder that git takes for the root, or the project's own. */
function repositoryOf(dir: string): string {
  for (let folder = dir; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return dir;
  }
}

function manifestOf(dir: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as Manifest;
  } catch {
    return {}; // npm will say what is wrong with it
  }
}
