/** The parts of the visual tower that training may change, in forward order. */
export const trainableStages = ['stem', 'layer1', 'layer2', 'layer3', 'layer4', 'attnpool'] as const;

/** From CLIP the reference changes layer3 and what follows (`UNFREEZE`); a tower that starts at random needs all. */
export type TrainableStage = (typeof trainableStages)[number];
