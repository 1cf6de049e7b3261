import { estimateCopies } from '../../data/copies/estimate-copies';
import { cancelled } from '../../errors/cancelled';
import { ProgressMeter, throttled } from '../client/progress';
import type { Progress } from '../engine';
import { writeCopies } from '../images/write-copies';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';

/** Copies of the user's data sets under a policy. */
export function copyHandlers({ dataSets, openChangers }: Workbench): Pick<Handlers, 'copyDataSet' | 'estimateCopies'> {
  return {
    estimateCopies: async ({ dataSet, title, options }, { signal }) => {
      const { close, ...work } = openChangers();
      try {
        return await estimateCopies(dataSets.whole(dataSet, title), options, { ...work, signal });
      } finally {
        close();
      }
    },
    copyDataSet: async ({ dataSet, title, options, form }, { signal, gate, emit }) => {
      const { close, ...work } = openChangers();
      const report = throttled(100, (progress: Progress) => emit({ kind: 'progress', progress }));
      let meter: ProgressMeter | null = null;
      const onProgress = (done: number, total: number) => {
        meter ??= new ProgressMeter('Copying', total, 'images');
        report(meter.at(done), done === total);
      };
      try {
        return await writeCopies(
          dataSets.whole(dataSet, title),
          options,
          form,
          { ...work, signal, onProgress },
          async (piece) => {
            // Whoever writes the pieces holds the gate while there are too many.
            if (!(await gate.next())) throw cancelled();
            emit({ kind: 'piece', piece }, [piece.bytes.buffer]);
          },
        );
      } finally {
        close();
      }
    },
  };
}
