import { findFiles } from "../find-files.js";
import type { SourceContext } from "../model-source.js";
import { likelyModels } from "./did-you-mean.js";

/** The files of a Drizzle source's patterns. @throws {LimbeckError} models-missing */
export function modelFiles(patterns: readonly string[], { baseDir }: SourceContext): string[] {
  return findFiles(patterns, baseDir, {
    inFolder: "*.{ts,mts,cts,js,mjs,cjs}",
    accept: (file) => !/\.d\.[cm]?ts$/.test(file),
    hint: () => {
      const likely = likelyModels(baseDir, []);
      const fix = "Correct the pattern under `models` in limbeck.config.ts.";
      return likely ? `Did you mean ${likely}? ${fix}` : fix;
    },
  });
}
