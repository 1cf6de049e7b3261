import type { LearnedFrom } from './rows';

export type LearnedSource = NonNullable<LearnedFrom>;

export const learnedFolder = '.cache/reproduce/learned';

/** The file of a source, relative to the root; `prepareLearned` makes those that are not shipped. */
export function learnedFile(source: LearnedSource): string {
  switch (source) {
    case 'weather':
      return 'models/builtin/offsets/weather.safetensors';
    case 'unrelated':
    case 'oracle':
      return `${learnedFolder}/${source}/offsets.safetensors`;
    case 'styles':
      return `${learnedFolder}/${source}/styles.safetensors`;
    default:
      return source satisfies never;
  }
}
