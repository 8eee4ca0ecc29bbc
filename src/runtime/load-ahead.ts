import type { Step } from "../revision/index.js";

/** What a step runs. */
export interface LoadedStep {
  readonly file?: string;
  readonly run: (op: never) => unknown;
  /** Of an upgrade: the way back, which the journal keeps; `null` where there is none. */
  readonly back?: ((op: never) => unknown) | null;
  /** Of the file's text, which the journal keeps too. */
  readonly checksum?: string;
}

export type LoadStep = (step: Step) => Promise<LoadedStep>;

/**
 * So many revisions are loaded before the first of them runs: a broken file stops nothing half
 * way. Of more than that, the rest is loaded while the server works.
 */
const ahead = 100;

/** Loads steps somewhat before they are needed, each once. */
export function loadAhead<Loaded>(load: (step: Step) => Promise<Loaded>) {
  const loading = new Map<string, Promise<Loaded>>();
  const start = (step: Step): Promise<Loaded> => {
    const key = `${step.direction} ${step.revision}`;
    let loaded = loading.get(key);
    if (!loaded) {
      loaded = load(step);
      loaded.catch(() => undefined); // whoever asks for the step hears of it
      loading.set(key, loaded);
    }
    return loaded;
  };
  return {
    /** Loads what has to be there before the first of these steps may run. */
    async begin(steps: readonly Step[]): Promise<void> {
      for (const step of steps.slice(0, ahead)) await start(step);
    },
    /** Loads one more, of those still to run. */
    more(steps: readonly Step[]): void {
      const next = steps[ahead - 1];
      if (next) void start(next);
    },
    async take(step: Step): Promise<Loaded> {
      const loaded = await start(step);
      loading.delete(`${step.direction} ${step.revision}`);
      return loaded;
    },
  };
}
