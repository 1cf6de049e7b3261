import { readdirSync, readFileSync } from 'node:fs';

/**
 * Watches what all processes that this one has started take together, their own and their part of what they share (PSS). Only on Linux.
 * @returns a function that ends the watch and gives the most, in bytes
 */
export function watchMemoryOfChildren(): () => number {
  let most = 0;
  const look = () => (most = Math.max(most, memoryOfChildren()));
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

function memoryOfChildren(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    // The name of a program stands in brackets, and may hold anything.
    const fields = read(`/proc/${name}/stat`).split(')').at(-1)!.trim().split(' ');
    parents.set(Number(name), Number(fields[1]));
  }
  const isChild = (id: number): boolean => {
    const parent = parents.get(id);
    return parent !== undefined && (parent === process.pid || isChild(parent));
  };
  return [...parents.keys()]
    .filter(isChild)
    .reduce((sum, id) => sum + 1024 * Number(/^Pss:\s+(\d+) kB/mu.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0), 0);
}

/** A process may be gone by now. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
