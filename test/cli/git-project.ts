import { execFileSync } from "node:child_process";
import { inject } from "vitest";
import { type CliProject, cliProject, sqlConfig } from "./cli-project.js";

export interface GitProject extends CliProject {
  git(...args: readonly string[]): string;
  /** Commits all there is. */
  commit(): void;
}

/** Throwaway databases on the tests' server: many times as fast as embedded ones. */
export const quickScratch = () => ({
  "limbeck.config.ts": sqlConfig.replace(
    "models:",
    `scratch: { url: ${JSON.stringify(inject("serverUrl"))} },\n  models:`,
  ),
});

/** A project in a repository of its own, on a branch `work` that has just left `main`. */
export function gitProject(files: Readonly<Record<string, string>>): GitProject {
  const project = cliProject({
    ".gitignore": "node_modules\n.limbeck\n",
    ...quickScratch(),
    ...files,
  });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", ...args], {
      cwd: project.dir,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const commit = () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "work");
  };
  git("init", "--quiet", "--initial-branch", "main");
  commit();
  git("switch", "--quiet", "--create", "work");
  return { ...project, git, commit };
}
