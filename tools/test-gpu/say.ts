/** A line for whoever waits: what is done now, inside a group. */
export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
