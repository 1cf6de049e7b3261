import type { DictionarySource } from '../../runs/shelf/kept-dictionary';
import type { EstimateState } from '../../state/store/optimisation-slice';
import type { Photometrics } from '../../state/store/photometrics-slice';
import { formatCount, formatSeconds } from '../format';

/** What a measurement would be now. */
export interface MeasurePlan {
  readonly source: DictionarySource;
  /** N. */
  readonly images: number;
  /** K. */
  readonly transforms: number;
  /** Transforms that are measured already, from which it would go on. */
  readonly done: number;
  /** Of all transforms. */
  readonly estimate: EstimateState;
  /** On the device; null without a model. */
  readonly bytes: number | null;
}

/** How the loaded model stands to its dictionary, in a sentence or two. */
export function dictionaryText({ status, dictionary, source, part }: Photometrics, plan: MeasurePlan): string {
  const once = `They are measured once, on ${formatCount(plan.images)} images of ${plan.source.title}, without any prompt.`;
  switch (status) {
    case 'loading':
      return 'Looking for measured transforms of this model …';
    case 'measuring':
      return 'Preparing …';
    case 'ready':
      return `${formatCount(dictionary?.measured.length ?? 0)} transforms, measured on ${source?.title ?? 'images'}.`;
    case 'none':
      return `Photometric transforms are not measured for this model yet. ${once}`;
    case 'failed':
      return dictionary
        ? 'The measurement failed; the transforms that were there stay.'
        : `There are no measured transforms for this model. ${once}`;
    case 'stopped':
      return part === null || plan.done === 0
        ? `Photometric transforms are not measured on these images yet. ${once}`
        : `${formatCount(plan.done)} of ${formatCount(plan.transforms)} transforms are measured, on ${part.source.title}. It goes on where it stopped.`;
    default:
      return status satisfies never;
  }
}

/** The label of the button that measures, with what that takes. */
export function measureLabel({ transforms, done, estimate, bytes }: MeasurePlan): string {
  const left = transforms - done;
  const time =
    estimate === null || estimate === 'measuring' ? [] : [`about ${roughTime((estimate.seconds * left) / transforms)}`];
  const takes = [...time, ...(bytes === null ? [] : [`${formatCount(Math.ceil(bytes / 1e6))} MB`])].join(', ');
  const what = done > 0 ? `Measure the other ${formatCount(left)}` : `Measure ${formatCount(transforms)} transforms`;
  return takes === '' ? what : `${what} (${takes})`;
}

/** No more exact than an estimate is. */
function roughTime(seconds: number): string {
  return seconds < 60 ? formatSeconds(Math.ceil(seconds / 5) * 5) : `${Math.ceil(seconds / 60)} min`;
}
