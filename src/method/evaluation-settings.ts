import type { Settings, ValuesOf } from './setting';

/** Splits of the built-in scenes on which detectors are evaluated. */
export const evaluationSplits = ['val', 'test'] as const;

/** What the user can set for an evaluation on built-in scenes, beside its detectors and domains. */
export const evaluationSettings = {
  split: {
    kind: 'choice',
    label: 'Split',
    help: 'Validation scenes may choose settings; test scenes may not.',
    options: evaluationSplits,
    link: 'eval.split',
  },
  imagesPerDomain: {
    kind: 'number',
    label: 'Images per domain',
    help: 'The first scenes of the split; the same streets in every domain.',
    min: 1,
    max: 10_000,
    integer: true,
    link: 'eval.n',
  },
} as const satisfies Settings;

export type EvaluationSettings = ValuesOf<typeof evaluationSettings>;

export const evaluationDefaults: EvaluationSettings = { split: 'test', imagesPerDomain: 50 };
