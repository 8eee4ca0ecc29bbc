export { alembicHeader } from "./alembic-header.js";
export { type BaseBranch, type CommittedFile, readBaseBranch } from "./base-branch.js";
export { checksum } from "./checksum.js";
export { withParents } from "./down-revision.js";
export { type FileNameParts, revisionFileName, slugOf } from "./file-name.js";
export { readHeadFile, writeHeadFile } from "./head-file.js";
export { type ImportSpecifier, importSpecifiers } from "./import-specifiers.js";
export { faultHint, type LoadFault, loadFault } from "./load-fault.js";
export { type LoadRevisionOptions, loadRevision } from "./load-revision.js";
export {
  importFrom,
  type LoadedModules,
  type LoadModuleOptions,
  loadModule,
  loadModules,
} from "./module-loader.js";
export { ownFile } from "./own-package.js";
export { packageRoot } from "./package-imports.js";
export { type PostWriteHook, runHooks, type WrittenRevision } from "./post-write.js";
export { type RevisionText, renderRevisionFile } from "./render-revision.js";
export type { RevisionTemplate } from "./render-template.js";
export { revisionFiles } from "./revision-files.js";
export {
  type RevisionFolder,
  type RevisionFolderOptions,
  revisionFolder,
} from "./revision-folder.js";
export type { RevisionHeader } from "./revision-header.js";
export { newRevisionId } from "./revision-id.js";
export type { RevisionModule } from "./revision-module.js";
export { type Alias, importOwn, runningPackage } from "./running-package.js";
export { sameCode } from "./same-code.js";
export { scriptHeader } from "./script-header.js";
export { shownPath } from "./shown-path.js";
export { type SqlSections, sqlSections } from "./sql-script.js";
export { wallClock } from "./wall-clock.js";
export { type NewRevision, replaceFile, revisionText, writeRevision } from "./write-revision.js";
