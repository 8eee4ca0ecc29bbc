import { Worker } from "node:worker_threads";
import { ownFile } from "../script/own-package.js";
import { SharedLine } from "./shared-line.js";
import { eraseLine, type Spinner, spinnerLine } from "./spinner.js";

/**
 * Draws in a thread of its own, for an embedded database runs in this one and keeps it busy for
 * seconds. The thread starts with the first line and ends with the process.
 *
 * @param write to the file that has this descriptor
 */
export function threadedSpinner(
  write: (text: string) => void,
  { descriptor, width }: { readonly descriptor: number; readonly width: number },
): Spinner {
  const line = new SharedLine();
  let begun = false;
  let shown = false;
  return {
    start(what) {
      if (!begun) begin({ memory: line.memory, descriptor, width });
      begun = true;
      line.alone(() => {
        write(`${eraseLine}${spinnerLine(what, 0, width)}`);
        line.set(what);
      });
      shown = true;
    },
    stop() {
      if (!shown) return;
      shown = false;
      line.alone(() => {
        line.set("");
        write(eraseLine);
      });
    },
  };
}

function begin(workerData: object): void {
  const worker = new Worker(ownFile("dist/cli/spinner-thread.js"), { workerData });
  worker.unref();
  worker.on("error", () => {}); // then the line stands still
}
