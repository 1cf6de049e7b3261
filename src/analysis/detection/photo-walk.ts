/** The way from a photograph to an answer, in its order. */
export const walkStages = ['photos', 'model', 'boxes', 'data', 'prompts', 'export'] as const;

export type WalkStage = (typeof walkStages)[number];

/** Which stages are behind the user. */
export type WalkFacts = Readonly<Record<WalkStage, boolean>>;

export interface WalkStep {
  readonly stage: WalkStage;
  /** `next` is the first that is not done; whoever begins later has not done those before. */
  readonly state: 'done' | 'next' | 'later';
}

/** How far somebody is. Nothing is `next` where all is done. */
export function walkSteps(facts: WalkFacts): readonly WalkStep[] {
  const next = walkStages.find((stage) => !facts[stage]);
  return walkStages.map((stage) => ({
    stage,
    state: facts[stage] ? 'done' : stage === next ? 'next' : 'later',
  }));
}
