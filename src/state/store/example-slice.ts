import type { NewRun } from '../../runs/library/run-library';
import type { Slice } from './slice';

export interface ExampleSlice {
  /** Runs of the recorded example. They are nobody's own: no library keeps them, and no session takes them along. */
  readonly exampleRuns: readonly NewRun[];
  /** Whether Runs lists them; null lists them for as long as there are no other runs. */
  readonly exampleListed: boolean | null;
  readonly setExampleListed: (listed: boolean) => void;
}

export const createExampleSlice: Slice<ExampleSlice> = (set) => ({
  exampleRuns: [],
  exampleListed: null,
  setExampleListed: (exampleListed) => set({ exampleListed }),
});

/** Whether Runs lists the recorded example, once it is there. */
export function selectExampleListed({
  exampleListed,
  runs,
}: Pick<ExampleSlice, 'exampleListed'> & { readonly runs: readonly unknown[] }): boolean {
  return exampleListed ?? runs.length === 0;
}

/** The run of the recorded example that has this id. */
export function exampleRun({ exampleRuns }: Pick<ExampleSlice, 'exampleRuns'>, id: string): NewRun | undefined {
  return exampleRuns.find(({ record }) => record.id === id);
}
