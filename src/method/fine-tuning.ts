import { type TrainableStage, trainableStages } from './stages';

export const fineTuningNames = ['reference', 'head', 'pool', 'frozen', 'all'] as const;

/** What of CLIP training may change; proposals and box regression always are. */
export type FineTuning = (typeof fineTuningNames)[number];

export const fineTunings: Readonly<
  Record<FineTuning, { readonly label: string; readonly stages: readonly TrainableStage[] }>
> = {
  reference: { label: 'layer3, layer4, attention pool', stages: ['layer3', 'layer4', 'attnpool'] },
  head: { label: 'layer4, attention pool', stages: ['layer4', 'attnpool'] },
  pool: { label: 'attention pool only', stages: ['attnpool'] },
  frozen: { label: 'nothing: CLIP stays frozen', stages: [] },
  all: { label: 'all of it, from the stem on', stages: trainableStages },
};

/** The name of a set of stages; undefined for one that has none. */
export function fineTuningOf(stages: readonly TrainableStage[]): FineTuning | undefined {
  const wanted = stages.toSorted().join();
  return fineTuningNames.find((name) => fineTunings[name].stages.toSorted().join() === wanted);
}
