import type { Progress } from '../engine';
import { ProgressMeter, throttled } from '../client/progress';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';

type DataSetCalls = 'openDataSet' | 'closeDataSet' | 'dataSetImage' | 'describeDataSet';

/** Data sets of the user's. */
export function dataSetHandlers({ dataSets, images }: Workbench): Pick<Handlers, DataSetCalls> {
  return {
    openDataSet: (source, { signal, emit }) =>
      dataSets.open(source, { signal, onProgress: counting('Reading annotations', 'files', emit) }),
    describeDataSet: (request, { signal, emit }) =>
      dataSets.describe(request, { signal, onProgress: counting('Measuring pictures', 'images', emit) }),
    closeDataSet: async (id) => dataSets.close(id),
    dataSetImage: async ({ request: { dataSet, part, index, count }, id }, { handOver }) => {
      const open = dataSets.part(dataSet, dataSet, part);
      const { image } = await dataSets.images(open, [], { purpose: 'evaluate', count }).at(index);
      images.keep(id, image);
      handOver(image.data.buffer);
      return { ...dataSets.place(open, index, count), image };
    },
  };
}

function counting(stage: string, unit: Progress['unit'], emit: (progress: Progress) => void) {
  let meter: ProgressMeter | null = null;
  const report = throttled(100, emit);
  return (done: number, total: number): void => {
    meter ??= new ProgressMeter(stage, total, unit);
    report(meter.at(done), done === total);
  };
}
