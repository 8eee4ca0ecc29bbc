import { LimbeckError, messageOf } from "../diagnostic/index.js";

/** What the operating system answers, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "nothing can be written there",
  ENOSPC: "no space is left",
  EDQUOT: "no space is left",
  EEXIST: "a file is in the way",
  ENOTDIR: "a part of its path is a file, not a folder",
  EISDIR: "it is a folder",
  ENOENT: "it does not exist",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EBUSY: "something else uses it",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
};

const steps: Readonly<Record<string, string>> = {
  EACCES: "Let the user who runs this read and write there: `ls -ld` shows whose it is.",
  EEXIST: "Name another folder, or move the file away.",
  ENOTDIR: "Name another folder, or move the file away.",
  ENOSPC: "Make room, and run the command again.",
};

/**
 * What was thrown because a file or a folder could not be used, in words; anything else as it is.
 * Wherever a command reads or writes, this can happen to it.
 */
export function withFileFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof LimbeckError) return thrown;
  const { code = "", path, dest, syscall } = thrown as NodeJS.ErrnoException & { dest?: string };
  const reason = reasons[code];
  const file = dest ?? path;
  if (reason === undefined || file === undefined) return thrown;
  return new LimbeckError(
    "file-failed",
    `${finalName(file)} cannot be ${done(syscall)}: ${reason}`,
    {
      hint: steps[code === "EPERM" ? "EACCES" : code] ?? `The system says: ${messageOf(thrown)}`,
      details: { file, reason: code },
      cause: thrown,
    },
  );
}

/** Files are written under another name first: `.NAME.0a1b2c3d.tmp`. */
function finalName(file: string): string {
  return file.replace(/([\\/])\.([^\\/]+)\.[0-9a-f]{8}\.tmp$/, "$1$2");
}

function done(syscall: string | undefined): string {
  if (syscall === "mkdir") return "made";
  if (syscall === "scandir" || syscall === "read" || syscall === "stat") return "read";
  if (syscall === "unlink" || syscall === "rmdir") return "taken away";
  return syscall === "open" ? "opened" : "written";
}
