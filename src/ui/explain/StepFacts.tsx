import type { ShownStep } from '../../runs/records/explain-record';
import { cosineText } from '../../runs/records/cosine-text';
import { formatLoss } from '../format';
import type { StepStage } from './step-stages';

interface StageText {
  readonly text: React.ReactNode;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** The values of one sub-step and what they mean. */
export function StepFacts({ step, stage }: { readonly step: ShownStep; readonly stage: StepStage }) {
  const { text, facts } = stageText(step, stage);
  return (
    <div className="step-facts">
      <p>{text}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function stageText(step: ShownStep, stage: StepStage): StageText {
  const { before, after } = step;
  switch (stage) {
    case 'direction':
      return {
        text: 'The text encoder turns both prompts into unit vectors. Their difference, brought to unit length, is the direction of the weather; how long it was is forgotten.',
        facts: [
          ['‖q_t − q_s‖, before it is forgotten', step.directionLength.toFixed(4)],
          ['Cosine of z and the direction', cosineText(step.directionCosine, 4)],
          ['‖z‖ as the attention pool returns it', step.imageLength.toPrecision(4)],
        ],
      };
    case 'target':
      return {
        text: 'The target embedding z* is z plus the unit text direction. With unit embeddings the angle follows from the cosine c above alone, 45° at c = 0: a prompt decides where to, hardly how far. With raw ones z is long, and the angle small.',
        facts: [
          ['Angle from z to z*, measured', `${step.targetAngle.toFixed(2)}°`],
          ['The same in closed form', `${step.closedFormAngle.toFixed(2)}°`],
        ],
      };
    case 'loss':
      return {
        text: 'z̄ is the crop’s embedding with the offset added between V_a and V_b. The loss asks for the direction of z* and, with the l1 term, for staying near z.',
        facts: [
          ['D(z*, z̄)', formatLoss(before.cosine)],
          ['l1 term', formatLoss(before.l1)],
          ['L_opt, after the division over targets', formatLoss(before.total)],
        ],
      };
    case 'gradient':
      return {
        text: 'V_b is frozen; the gradient goes back through it to the offset alone. Detector training later uses only the spatial mean of the offset, so the share that lies in the mean is what counts.',
        facts: [
          ['‖∂L_opt/∂A‖', step.gradientNorm.toExponential(3)],
          ['Share in the spatial mean', percent(step.gradientMeanShare)],
        ],
      };
    case 'update':
      return {
        text: 'Adam divides each element of the gradient by its own running size: in the first step every element moves by the learning rate, whatever its gradient.',
        facts: [
          ['‖update‖', step.updateNorm.toPrecision(4)],
          ['Share in the spatial mean', percent(step.updateMeanShare)],
          ['‖A‖ after it', step.offsetNorm.toPrecision(4)],
          ['D(z*, z̄)', `${formatLoss(before.cosine)} → ${formatLoss(after.cosine)}`],
          ['l1 term', `${formatLoss(before.l1)} → ${formatLoss(after.l1)}`],
          ['L_opt', `${formatLoss(before.total)} → ${formatLoss(after.total)}`],
        ],
      };
    default:
      return stage satisfies never;
  }
}

/** A share as a percentage; tiny ones with their power, because zero and nearly zero differ here. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '–';
  return share !== 0 && share < 1e-3 ? `${(share * 100).toExponential(1)} %` : `${(share * 100).toFixed(1)} %`;
}
