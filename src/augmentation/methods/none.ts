import type { Method } from './method';

/** The baseline that every method is compared with. */
export const none: Method = {
  title: 'No augmentation',
  summary: 'Trains on the source images as they are.',
  changes: null,
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => () => ({}),
};
