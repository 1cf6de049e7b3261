import type { RunKind } from '../../runs/library/library-record';
import type { RunStatus } from '../../runs/records/run-record';
import { validationColumn, watchedColumn } from '../../runs/records/run-series';
import type { DeletedRuns } from '../../state/store/runs-slice';
import type { RunColumn } from '../../analysis/runs/run-table';

export const kindTexts: Readonly<Record<RunKind, string>> = {
  optimisation: 'Optimise',
  training: 'Train',
  evaluation: 'Evaluate',
};

export const statusTexts: Readonly<Record<RunStatus, string>> = {
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** Headings of the table; `end` for numbers. */
export const columnTexts: Readonly<
  Record<RunColumn, { readonly label: string; readonly title?: string; readonly end?: true }>
> = {
  title: { label: 'Run' },
  kind: { label: 'Kind' },
  date: { label: 'Ended', title: 'Local time' },
  status: { label: 'Status' },
  subject: { label: 'Subject', title: 'Method and target prompts, or detector and domains' },
  steps: {
    label: 'Steps',
    title: 'Iterations of an optimisation, steps of a training, images of an evaluation',
    end: true,
  },
  loss: { label: 'Last loss', end: true },
  validation: {
    label: 'Source AP50',
    title: 'Of a training: the last on validation images of its source. VOC 2007, times 100',
    end: true,
  },
  evaluated: {
    label: 'Unseen AP50',
    title: 'Of an evaluation: the mean of its unseen domains, or of all where none is unseen. VOC 2007, times 100',
    end: true,
  },
  duration: { label: 'Time', end: true },
  backend: { label: 'Backend' },
  size: { label: 'Size', title: 'Storage in this browser, about', end: true },
};

const seriesTexts: Readonly<Record<string, string>> = {
  loss_total: 'Total loss',
  loss_cosine: 'Cosine distance',
  loss_l1: 'l1',
  loss_rpn_objectness: 'RPN objectness loss',
  loss_rpn_box: 'RPN box loss',
  loss_classification: 'Classification loss',
  loss_box: 'Box loss',
  augmented: 'Augmented steps',
  learning_rate: 'Learning rate',
  [validationColumn]: 'Validation AP50, VOC 2007',
  [watchedColumn]: 'Watched domain’s AP50, VOC 2007',
};

/** A column of curves in words; per-target columns tell the number of their prompt. */
export function seriesText(name: string): string {
  const [, term, target] = /^(cosine|l1)_(\d+)$/u.exec(name) ?? [];
  if (term !== undefined) return `${term === 'l1' ? 'l1' : 'Cosine'}, prompt ${Number(target) + 1}`;
  return seriesTexts[name] ?? name;
}

/** What an undo would bring back. */
export function deletedText({ entries, unreadable }: DeletedRuns): string {
  const count = entries.length + unreadable.length;
  return count === 1
    ? `“${entries[0]?.head.title ?? unreadable[0]?.name ?? ''}” was deleted.`
    : `${count} runs were deleted.`;
}

/** Local time without seconds, in an order that sorts. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
