import { ProgressMeter, throttled } from '../progress';
import type { Handlers } from '../server';
import type { Workbench } from '../workbench';

type DataSetCalls = 'openDataSet' | 'closeDataSet' | 'dataSetImage';

/** Data sets of the user's. */
export function dataSetHandlers({ dataSets }: Workbench): Pick<Handlers, DataSetCalls> {
  return {
    openDataSet: (source, { signal, emit }) => {
      let meter: ProgressMeter | null = null;
      const report = throttled(100, emit);
      return dataSets.open(source, {
        signal,
        onProgress: (done, total) => {
          meter ??= new ProgressMeter('Reading annotations', total, 'files');
          report(meter.at(done), done === total);
        },
      });
    },
    closeDataSet: async (id) => dataSets.close(id),
    dataSetImage: async ({ dataSet, part, index, count }, { handOver }) => {
      const open = dataSets.part(dataSet, dataSet, part);
      const { image } = await dataSets.images(open, [], { purpose: 'evaluate', count }).at(index);
      handOver(image.data.buffer);
      return { path: dataSets.path(open, index, count), image };
    },
  };
}
