import type { TrainingStep } from '../../../src/training/step-losses';

const losses = ['lossRpnObjectness', 'lossRpnBox', 'lossClassification', 'lossBox'] as const;
type LossName = (typeof losses)[number];

/** What `compare.py` says. */
export interface TwinSteps {
  readonly torch: string;
  readonly steps: readonly TwinStep[];
}

interface TwinStep {
  readonly augmented: boolean;
  /** With weights that went their own way since the first step. */
  readonly losses: Readonly<Record<LossName, number>>;
  /** With the weights that the playground had. */
  readonly lossesAtOurWeights: Readonly<Record<LossName, number>>;
  /** Images of the step that the twin drew itself to the last byte, with their objects, and those whose anchors it drew alike. */
  readonly imagesDrawnAlike: number;
  readonly objectsDrawnAlike: number;
  readonly anchorsDrawnAlike: number;
  readonly regions: number;
  /** Regions that it drew alike, to a hundredth of a pixel. */
  readonly regionsDrawnAlike: number;
}

export interface ComparedMethod {
  readonly method: string;
  readonly torch: string;
  /** Of any loss in any step, as a share of ours. */
  readonly largestDifference: number;
  /** The same where each step begins with our weights, so that nothing adds up. */
  readonly largestDifferenceAtOurWeights: number;
  readonly steps: readonly ComparedStep[];
}

/** docs/twin-steps.json. */
export interface StepEvidence {
  readonly steps: number;
  readonly seed: number;
  readonly methods: readonly ComparedMethod[];
}

export interface ComparedStep extends Omit<TwinStep, 'losses' | 'lossesAtOurWeights'> {
  readonly ours: Readonly<Record<LossName, number>>;
  readonly twin: Readonly<Record<LossName, number>>;
  readonly largestDifference: number;
  readonly largestDifferenceAtOurWeights: number;
}

/** Puts the steps of both sides beside each other. @throws Error where they are not the same steps */
export function comparisonOf(
  method: string,
  ours: readonly TrainingStep[],
  { torch, steps: twin }: TwinSteps,
): ComparedMethod {
  if (ours.length !== twin.length) throw new Error(`${ours.length} steps here, ${twin.length} in PyTorch.`);
  const steps = ours.map((step, at): ComparedStep => {
    const { losses: own, lossesAtOurWeights, ...drawn } = twin[at]!;
    if (drawn.augmented !== step.augmented) throw new Error(`Step ${at} is augmented on one side only.`);
    return {
      ...drawn,
      ours: pick(step),
      twin: pick(own),
      largestDifference: difference(step, own),
      largestDifferenceAtOurWeights: difference(step, lossesAtOurWeights),
    };
  });
  const largest = (of: (step: ComparedStep) => number): number => Math.max(...steps.map(of));
  return {
    method,
    torch,
    largestDifference: largest((step) => step.largestDifference),
    largestDifferenceAtOurWeights: largest((step) => step.largestDifferenceAtOurWeights),
    steps,
  };
}

/** Of the loss that differs most, as a share of ours. */
function difference(ours: Readonly<Record<LossName, number>>, twin: Readonly<Record<LossName, number>>): number {
  return Math.max(...losses.map((name) => Math.abs(twin[name] - ours[name]) / ours[name]));
}

function pick(values: Readonly<Record<LossName, number>>): Readonly<Record<LossName, number>> {
  const digits = (name: LossName): number => Number(values[name].toPrecision(7));
  return {
    lossRpnObjectness: digits('lossRpnObjectness'),
    lossRpnBox: digits('lossRpnBox'),
    lossClassification: digits('lossClassification'),
    lossBox: digits('lossBox'),
  };
}
