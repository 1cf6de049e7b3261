import type { ShownStep } from '../../runs/records/explain-record';
import { dot, normalise, scale, subtract } from '../../math/vector';
import type { StepStage } from './step-stages';
import { stepStages } from './step-stages';

const size = 250;
const centre = { x: 110, y: 140 };
const unit = 92;

/** Labels of arrows that end close to each other keep apart. */
const labelRise: Readonly<Record<string, number>> = {
  z: -8,
  'z̄ before': 4,
  'z̄ after': 14,
  'z*': -5,
  'text direction': 16,
};
const rightmost = (x: number) => x > 165;

/** The plane of z and the text direction, true to angle and length: where z* lies, and how much of z̄ has come into the plane. */
export function StepDiagram({ step, stage }: { readonly step: ShownStep; readonly stage: StepStage }) {
  const { z, direction } = step;
  const across = normalise(subtract(direction, scale(z, dot(direction, z))));
  const place = (vector: Float32Array) => ({
    x: centre.x + unit * dot(vector, across),
    y: centre.y - unit * dot(vector, z),
  });
  const reached = stepStages.indexOf(stage);
  const arrows = [
    { name: 'z', className: 'of-image', tip: place(z), from: 0 },
    { name: 'text direction', className: 'of-text', tip: place(direction), from: 0 },
    { name: 'z*', className: 'of-target', tip: place(step.zTarget), from: 1 },
    { name: 'z̄ before', className: 'of-augmented', tip: place(step.zBefore), from: 2 },
    { name: 'z̄ after', className: 'of-augmented after', tip: place(step.zAfter), from: 4 },
  ].filter(({ from }) => from <= reached);
  return (
    <svg
      className="step-diagram"
      viewBox={`0 0 ${size} ${size - 8}`}
      role="img"
      aria-label={`Plane of z and the text direction: ${arrows.map(({ name }) => name).join(', ')}`}
    >
      <circle className="grid" cx={centre.x} cy={centre.y} r={unit} />
      {arrows.map(({ name, className, tip }) => (
        <g key={name} className={className}>
          <line x1={centre.x} y1={centre.y} x2={tip.x} y2={tip.y} />
          <circle cx={tip.x} cy={tip.y} r={3.5} />
          <text
            x={tip.x + (rightmost(tip.x) ? 3 : 6)}
            y={tip.y + (labelRise[name] ?? 0)}
            textAnchor={rightmost(tip.x) ? 'end' : 'start'}
          >
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}
