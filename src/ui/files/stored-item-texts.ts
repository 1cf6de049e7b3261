import type { UnfinishedKind } from '../../runs/unfinished/unfinished-file';
import type { StoredItem } from '../../state/store/storage-slice';
import type { RunEntry } from '../../runs/library/library-record';
import { formatAp } from '../common/evaluation-labels';
import { formatBytes, formatCount, formatNumberOf } from '../format';
import { formatDate } from '../runs/run-labels';

const units: Readonly<Record<UnfinishedKind, string>> = {
  training: 'steps',
  optimisation: 'iterations',
  evaluation: 'images',
};

/** Tells one stored item from all others. */
export function storedItemKey(item: StoredItem): string {
  switch (item.kind) {
    case 'checkpoint':
      return `checkpoint-${item.id}`;
    case 'detector':
      return `detector-${item.model.hash}-${item.name}`;
    case 'dictionary':
      return `dictionary-${item.fileName}`;
    case 'unreadable':
      return `unreadable-${item.fileName}`;
    default:
      return item satisfies never;
  }
}

export function storedItemTitle(item: StoredItem): string {
  return item.kind === 'unreadable' ? item.fileName : item.title;
}

/**
 * What something stored is.
 * @param loadedModel hash of the model that is loaded; undefined where none is
 * @param training the run that a detector came from, as far as it is kept
 */
export function storedItemFacts(
  item: Exclude<StoredItem, { kind: 'unreadable' }>,
  loadedModel: string | undefined,
  training?: RunEntry,
): readonly string[] {
  return [
    whatIsStored(item),
    ...(training ? trainingFacts(training) : []),
    ...(item.bytes === null ? [] : [formatBytes(item.bytes)]),
    ...(item.place === 'memory' ? ['in memory only, gone with this page'] : []),
    ...(loadedModel === undefined || loadedModel === item.model.hash ? [] : [`of another model, ${item.model.name}`]),
  ];
}

/** Steps, prompts, AP on the source, and the day. */
function trainingFacts({ head, summary }: RunEntry): readonly string[] {
  if (head.kind !== 'training') return [];
  const { length } = head.targetPrompts;
  return [
    formatNumberOf(summary.steps, 'step'),
    ...(length > 0 ? [formatNumberOf(length, 'prompt')] : []),
    ...(summary.ap === null ? [] : [`source AP50 ${formatAp(summary.ap)}`]),
    formatDate(head.createdAt),
  ];
}

function whatIsStored(item: Exclude<StoredItem, { kind: 'unreadable' }>): string {
  switch (item.kind) {
    case 'checkpoint':
      return `checkpoint, ${formatCount(item.steps)} of ${formatCount(item.total)} ${units[item.work]}`;
    case 'detector':
      return 'detector';
    case 'dictionary':
      return item.steps === item.total
        ? `${formatCount(item.total)} transforms`
        : `${formatCount(item.steps)} of ${formatCount(item.total)} transforms`;
    default:
      return item satisfies never;
  }
}
