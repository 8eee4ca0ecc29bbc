/** How applications are laid out; each has a model in a table `vales`. */
export interface Layout {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What `init` changes besides what it writes everywhere. */
  readonly written?: readonly string[];
  /** Where the application is, below the folder of the files. */
  readonly app?: string;
  /** The compiler's major version, where its options are gone from later ones. */
  readonly typescript?: 5;
}

const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
const strict = { strict: true, skipLibCheck: true, noEmit: true, types: [] };
const tsconfig = (compilerOptions: object, rest: object = {}) =>
  json({ compilerOptions: { ...strict, ...compilerOptions }, ...rest });
const nodenext = { module: "nodenext", target: "es2022" };

const columns = '{ id: bigint({ mode: "number" }).primaryKey(), folio: text().notNull() }';
const vales = `import { bigint, pgTable, text } from "drizzle-orm/pg-core";
export const vales = pgTable("vales", ${columns});
`;

export const layouts: readonly Layout[] = [
  {
    name: "ES modules, .js suffixes, top-level await",
    files: {
      "package.json": json({ type: "module" }),
      "tsconfig.json": tsconfig(nodenext),
      "src/schema.ts": `import { pgTable } from "drizzle-orm/pg-core";
import { columns } from "./columns.js";
export const vales = pgTable("vales", columns);
`,
      "src/columns.ts": `const { bigint, text } = await import("drizzle-orm/pg-core");
export const columns = ${columns};
`,
    },
  },
  {
    name: "CommonJS",
    files: {
      "package.json": json({}),
      "tsconfig.json": tsconfig(nodenext),
      "src/schema.ts": vales,
    },
  },
  {
    name: "CommonJS by an older module resolution",
    files: {
      "package.json": json({}),
      "tsconfig.json": tsconfig({
        module: "commonjs",
        moduleResolution: "node10",
        target: "es2021",
      }),
      "src/schema.ts": vales,
    },
    typescript: 5,
  },
  {
    name: "Nest: decorators, metadata, a tsconfig for the build",
    files: {
      "package.json": json({}),
      "tsconfig.json": tsconfig({
        ...nodenext,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        noEmit: false,
        outDir: "./dist",
        rootDir: ".",
        declaration: true,
      }),
      "tsconfig.build.json": json({
        extends: "./tsconfig.json",
        exclude: ["node_modules", "dist"],
      }),
      "nest-cli.json": json({ sourceRoot: "src" }),
      "src/app.module.ts": `export class AppModule {}\n`,
      "src/db/schema.ts": `import { bigint, pgTable, text } from "drizzle-orm/pg-core";
function Injectable(): ClassDecorator { return () => {}; }
export const vales = pgTable("vales", ${columns});
@Injectable()
export class Vales {
  constructor(readonly table = vales, private readonly size: number = 1) {}
}
export enum Status { open, closed }
`,
    },
    written: ["tsconfig.build.json"],
  },
  {
    name: "Next: a bundler's resolution, paths, no suffixes",
    files: {
      "package.json": json({}),
      "tsconfig.json": tsconfig(
        {
          module: "esnext",
          moduleResolution: "bundler",
          target: "es2022",
          jsx: "preserve",
          allowJs: true,
          isolatedModules: true,
          resolveJsonModule: true,
          paths: { "@/*": ["./src/*"] },
        },
        { include: ["**/*.ts", "**/*.tsx"], exclude: ["node_modules"] },
      ),
      "src/db/schema/index.ts": `export * from "@/db/schema/vales";\n`,
      "src/db/schema/vales.ts": `import { pgTable } from "drizzle-orm/pg-core";
import { columns } from "../columns";
export const vales = pgTable("vales", columns);
`,
      "src/db/columns.ts": `import { bigint, text } from "drizzle-orm/pg-core";
export const columns = ${columns};
`,
    },
  },
  {
    name: "a monorepo: paths through extends, models in another package",
    files: {
      "package.json": json({ private: true, workspaces: ["apps/*", "packages/*"] }),
      "tsconfig.base.json": tsconfig({
        ...nodenext,
        paths: {
          "@acme/db": ["./packages/db/src/index.ts"],
          "@acme/db/*": ["./packages/db/src/*"],
        },
      }),
      "packages/db/package.json": json({ name: "@acme/db", type: "module" }),
      "packages/db/src/index.ts": `export { vales } from "./vales.js";\n`,
      "packages/db/src/vales.ts": vales,
      "apps/api/package.json": json({ type: "module" }),
      "apps/api/tsconfig.json": json({ extends: "../../tsconfig.base.json" }),
      "apps/api/src/schema.ts": `export * from "@acme/db";\nexport { vales as again } from "@acme/db/vales.js";\n`,
    },
    app: "apps/api",
  },
  {
    name: "the imports of package.json",
    files: {
      "package.json": json({
        type: "module",
        imports: {
          "#db/*": "./src/db/*.js",
          "#columns": { types: "./src/columns.ts", default: "./src/columns.js" },
        },
      }),
      "tsconfig.json": tsconfig({ ...nodenext, rootDir: ".", outDir: "./dist", noEmit: false }),
      "src/models/all.ts": `export { vales } from "#db/vales";\n`,
      "src/db/vales.ts": `import { pgTable } from "drizzle-orm/pg-core";
import { columns } from "#columns";
export const vales = pgTable("vales", columns);
`,
      "src/columns.ts": `import { bigint, text } from "drizzle-orm/pg-core";
export const columns = ${columns};
`,
    },
  },
  {
    name: "types stripped by Node, .ts suffixes",
    files: {
      "package.json": json({ type: "module" }),
      "tsconfig.json": tsconfig({
        ...nodenext,
        allowImportingTsExtensions: true,
        erasableSyntaxOnly: true,
        verbatimModuleSyntax: true,
      }),
      "src/schema.ts": `export { vales } from "./vales.ts";\n`,
      "src/vales.ts": vales,
    },
  },
];
