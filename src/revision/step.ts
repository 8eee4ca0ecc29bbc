/** One revision run in one direction. */
export interface Step {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade";
}
