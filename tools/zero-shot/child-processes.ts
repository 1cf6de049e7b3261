/** What the processes take that this one has started, such as a browser's. Only on Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Watches their memory, all together: their own and their part of what they share (PSS).
 * @returns a function that gives the most so far, in bytes, and one that ends the watch
 */
export function watchMemory(): { readonly most: () => number; readonly end: () => void } {
  let most = 0;
  const look = () => (most = Math.max(most, sumOver(children(), memoryOf)));
  const timer = setInterval(look, 250);
  return { most: look, end: () => clearInterval(timer) };
}

/** Seconds that processors have worked for them so far. */
export function processorSeconds(): number {
  return sumOver(children(), ({ fields }) => (Number(fields[11]) + Number(fields[12])) / ticksPerSecond);
}

/** Linux counts so on all machines of today. */
const ticksPerSecond = 100;

interface ChildProcess {
  readonly id: number;
  /** Of /proc/ID/stat, from its state on. */
  readonly fields: readonly string[];
}

function children(): readonly ChildProcess[] {
  const all = new Map<number, ChildProcess>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    // The name of a program stands in brackets, and may hold anything.
    const fields = read(`/proc/${name}/stat`).split(')').at(-1)!.trim().split(' ');
    all.set(Number(name), { id: Number(name), fields });
  }
  const isChild = ({ fields }: ChildProcess): boolean => {
    const parent = Number(fields[1]);
    const above = all.get(parent);
    return parent === process.pid || (above !== undefined && parent > 1 && isChild(above));
  };
  return [...all.values()].filter(isChild);
}

function memoryOf({ id }: ChildProcess): number {
  return 1024 * Number(/^Pss:\s+(\d+) kB/mu.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
}

function sumOver<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((sum, item) => sum + value(item), 0);
}

/** A process may be gone by now. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
