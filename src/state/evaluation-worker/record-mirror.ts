import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { ImageRows } from '../../metrics/image-rows';
import type { MessageToEvaluation, RecordHead } from './evaluation-messages';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';

interface MirroredDomain {
  readonly name: string;
  readonly images: readonly ImageRows[];
}

/** The page's records in another thread, image by image as they come. */
export class RecordMirror {
  readonly #domains = new Map<string, MirroredDomain[]>();
  #a: RecordHead | null = null;
  #b: RecordHead | null = null;

  take(message: Extract<MessageToEvaluation, { readonly kind: 'records' | 'images' }>): void {
    switch (message.kind) {
      case 'records': {
        this.#a = message.a;
        this.#b = message.b;
        const heads = [message.a, ...(message.b ? [message.b] : [])];
        for (const id of this.#domains.keys()) if (!heads.some((head) => head.id === id)) this.#domains.delete(id);
        for (const { id, domains } of heads)
          if (!this.#domains.has(id))
            this.#domains.set(
              id,
              domains.map((name) => ({ name, images: [] })),
            );
        return;
      }
      case 'images': {
        const { record, domain, from, rows } = message;
        const domains = this.#domains.get(record);
        const former = domains?.[domain];
        if (domains && former) domains[domain] = { ...former, images: [...former.images.slice(0, from), ...rows] };
        return;
      }
      default:
        message satisfies never;
    }
  }

  /** @throws Error before there is a record */
  get records(): EvaluationRecords {
    if (this.#a === null) throw new Error('No evaluation was sent.');
    return { a: this.#whole(this.#a), b: this.#b && this.#whole(this.#b) };
  }

  #whole(head: RecordHead): EvaluationRecord {
    return { ...head, domains: [...this.#domains.get(head.id)!] };
  }
}
