/** An option as a shell takes it: quoted where the value would not be one word. */
export function flag(name: string, value: string): string {
  return `${name} ${/^[\w.=/:@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}`;
}
