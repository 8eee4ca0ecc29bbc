/** What is used of a PGlite instance. */
export interface PgliteInstance {
  readonly waitReady: Promise<void>;
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>;
  runExclusive<T>(run: () => Promise<T>): Promise<T>;
  _runExclusiveTransaction<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
