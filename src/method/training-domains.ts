import { benchmarkDomains, sourceDomain } from '../scenes/conditions';

/** Where the built-in scenes of a training come from; of several domains one is drawn for each image. */
export const trainingDomains = {
  source: [sourceDomain],
  /** Target images enter, so it is the bound of what any augmentation can reach. */
  all: benchmarkDomains.map(({ name }) => name),
} as const satisfies Record<string, readonly string[]>;

export type TrainingDomains = keyof typeof trainingDomains;

/** Domains of the built-in scenes whose AP can be watched while a detector trains: those that the source alone does not show. */
export const watchedDomains: readonly string[] = benchmarkDomains
  .map(({ name }) => name)
  .filter((name) => name !== sourceDomain);

/** What can be watched; `none` by default. */
export const watchedChoices: readonly string[] = ['none', ...watchedDomains];

export const trainingDomainNames = Object.keys(trainingDomains) as readonly TrainingDomains[];
