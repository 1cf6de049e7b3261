import { estimateCopies } from '../../data/copies/estimate-copies';
import type { RgbImage } from '../../geometry/rgb-image';
import type { CopyEstimate, CopyReport, CopyRequest, CopyTarget } from '../engine';
import type { DataSetRegistry } from '../images/data-set-registry';
import { createPictureChanger } from '../images/encode-image';
import { writeCopies } from '../images/write-copies';

/** Copies of real data sets, in which an encoded picture is two bytes. */
export class FakeCopies {
  readonly #dataSets: DataSetRegistry;
  readonly #work;

  constructor(dataSets: DataSetRegistry, decode: (file: Blob) => Promise<RgbImage>) {
    this.#dataSets = dataSets;
    this.#work = { change: createPictureChanger(decode, async () => Uint8Array.of(1, 2)), atOnce: 1 };
  }

  estimate({ dataSet, title, options }: CopyRequest): Promise<CopyEstimate> {
    return estimateCopies(this.#dataSets.whole(dataSet, title), options, this.#work);
  }

  copy({ dataSet, title, options }: CopyRequest, target: CopyTarget): Promise<CopyReport> {
    const { form, write, onProgress, signal } = target;
    const work = {
      ...this.#work,
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done: number, total: number) =>
        onProgress?.({ stage: 'Copying', done, total, unit: 'images', perSecond: null, secondsLeft: null }),
    };
    return writeCopies(this.#dataSets.whole(dataSet, title), options, form, work, write);
  }
}
