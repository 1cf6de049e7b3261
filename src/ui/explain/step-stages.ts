import type { ShownStep } from '../../runs/records/explain-record';
import type { DiagramNumbers, DiagramPart } from '../diagram/diagram-parts';
import { formatLoss } from '../format';

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

/** The parts of the method that a sub-step is about. */
export const litParts: Readonly<Record<StepStage, readonly DiagramPart[]>> = {
  direction: ['prompts', 'text', 'direction'],
  target: ['crop', 'va', 'vb', 'ztarget'],
  loss: ['offset', 'zbar', 'ztarget', 'loss'],
  gradient: ['loss', 'vb', 'offset'],
  update: ['offset'],
};

/** The numbers of a step, where they belong. */
export function stepNumbers({ directionLength, targetAngle, before, updateNorm }: ShownStep): DiagramNumbers {
  return {
    direction: directionLength.toFixed(3),
    ztarget: `${targetAngle.toFixed(1)}° from z`,
    zbar: `D ${formatLoss(before.cosine)}`,
    loss: formatLoss(before.total),
    offset: `‖update‖ ${updateNorm.toPrecision(3)}`,
  };
}
