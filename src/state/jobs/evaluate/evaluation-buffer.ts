import type { EvaluationImage } from '../../../engine/engine';
import type { ImageRows } from '../../../metrics/image-rows';
import { allPlannedImages } from '../../../runs/records/evaluation-plan';
import type { EvaluationRecord } from '../../../runs/records/evaluation-record';

/** Collects the images of one evaluation outside the store; a record is made of them now and then. */
export class EvaluationBuffer {
  #record: EvaluationRecord;
  readonly #images: ReadonlyMap<string, ImageRows[]>;

  constructor(record: EvaluationRecord) {
    this.#record = record;
    this.#images = new Map(record.domains.map(({ name, images }) => [name, [...images]]));
  }

  add({ domain, index, rows }: EvaluationImage): void {
    const images = this.#images.get(domain);
    // Images come in order; whatever is there already was evaluated before.
    if (images?.length === index) images.push(rows);
  }

  /** All that there is so far. Domains in which nothing is new stay the same objects, and so do numbers that follow from them. */
  record(status: EvaluationRecord['status']): EvaluationRecord {
    const domains = this.#record.domains.map((domain) => {
      const images = this.#images.get(domain.name) ?? [];
      return images.length === domain.images.length ? domain : { ...domain, images: [...images] };
    });
    this.#record = { ...this.#record, status, domains };
    return this.#record;
  }
}

/** Images that are done. */
export function imagesDone({ domains }: EvaluationRecord): number {
  return domains.reduce((sum, { images }) => sum + images.length, 0);
}

/** Images of the whole evaluation. */
export function imagesPlanned({ config: { source } }: EvaluationRecord): number {
  return allPlannedImages(source);
}
