import type { Engine } from '../../engine/engine';

let current: Engine | undefined;

/** Called once by `main.tsx`, before the first render. */
export function provideEngine(provided: Engine): void {
  current = provided;
}

/** The engine of this page. */
export function engine(): Engine {
  if (!current) throw new Error('No engine was provided.');
  return current;
}
