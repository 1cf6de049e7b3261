/** A is evaluated in any case; B is compared with it. */
export const evaluationSides = ['a', 'b'] as const;
export type EvaluationSide = (typeof evaluationSides)[number];

export const findingKinds = ['true-positive', 'false-positive', 'miss'] as const;
export type FindingKind = (typeof findingKinds)[number];
