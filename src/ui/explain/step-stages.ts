/** What one iteration does, in its order. */
export const stepStages = ['direction', 'target', 'loss', 'gradient', 'update'] as const;
export type StepStage = (typeof stepStages)[number];

export const stageTitles: Readonly<Record<StepStage, string>> = {
  direction: 'Text direction',
  target: 'Target embedding',
  loss: 'Loss',
  gradient: 'Gradient',
  update: 'Update',
};
