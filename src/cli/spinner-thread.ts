import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { SharedLine } from "./shared-line.js";
import { eraseLine, spinnerLine, spinnerPause } from "./spinner.js";

// What a `threadedSpinner` starts: draws the shared line for as long as there is one.

const { memory, descriptor, width } = workerData as {
  memory: SharedArrayBuffer;
  descriptor: number;
  width: number;
};
const line = new SharedLine(memory);

for (let seen = -1, started = 0; ; ) {
  const what = line.alone(() => {
    if (line.version !== seen) started = performance.now();
    seen = line.version;
    const text = line.get();
    if (text !== "") draw(spinnerLine(text, performance.now() - started, width));
    return text;
  });
  line.wait(seen, what === "" ? undefined : spinnerPause);
}

function draw(text: string): void {
  try {
    writeSync(descriptor, `${eraseLine}${text}`);
  } catch {
    // The terminal cannot take more at the moment, or is gone.
  }
}
