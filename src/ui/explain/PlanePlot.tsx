import { useRef } from 'react';
import { kindMarks } from '../../state/exports/explain-exports';
import { viewPlane, type EmbeddingPlane, type PlanePoint } from '../../analysis/embedding-plane';
import type { PlaneAngles } from '../../analysis/plane-choice';
import { tipAnchor } from '../../runs/figures/plane-figure';
import { markShape } from '../../runs/figures/plane-marks';
import { promptColour } from '../../runs/figures/prompt-colour';

interface PlanePlotProps {
  readonly plane: EmbeddingPlane;
  readonly points: readonly PlanePoint[];
  readonly prompts: number;
  readonly angles: PlaneAngles;
  /** Absent where the plane does not turn. */
  readonly onTurn?: (angles: PlaneAngles) => void;
}

const size = 420;
const radius = 175;
const keySteps: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
  ArrowLeft: [-0.12, 0],
  ArrowRight: [0.12, 0],
  ArrowUp: [0, -0.12],
  ArrowDown: [0, 0.12],
};

/** Embeddings along the axes of a plane; drag or arrow keys turn it where it turns. */
export function PlanePlot({ plane, points, prompts, angles, onTurn }: PlanePlotProps) {
  const view = viewPlane(plane.axes, points, angles);
  const picture = (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={`${points.length} embeddings along ${plane.axes.map(({ label }) => label).join(', ')}`}
    >
      {view.axes.map(({ axis: { label, share }, x, y }) => (
        <g key={label} className="axis">
          <line x1={size / 2} y1={size / 2} x2={px(x)} y2={py(y)} />
          <text x={px(x)} y={py(y) - 4} textAnchor={tipAnchor(x)}>
            {label} {Math.round(share * 100)} %
          </text>
        </g>
      ))}
      {view.points.map(({ point, x, y }) => (
        <Mark
          key={`${point.kind} ${point.target} ${point.title}`}
          point={point}
          x={px(x)}
          y={py(y)}
          prompts={prompts}
        />
      ))}
    </svg>
  );
  return onTurn ? (
    <Turntable angles={angles} onTurn={onTurn}>
      {picture}
    </Turntable>
  ) : (
    <section className="plane fixed" aria-label="Embedding plane along a text direction">
      {picture}
    </section>
  );
}

const px = (x: number) => size / 2 + x * radius;
const py = (y: number) => size / 2 - y * radius;

interface TurntableProps {
  readonly angles: PlaneAngles;
  readonly onTurn: (angles: PlaneAngles) => void;
  readonly children: React.ReactNode;
}

function Turntable({ angles, onTurn, children }: TurntableProps) {
  const dragged = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const turn = (yaw: number, pitch: number) =>
    onTurn({
      yaw: angles.yaw + yaw,
      pitch: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, angles.pitch + pitch)),
    });
  return (
    // It is turned by keys, and must be reachable by them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="plane"
      aria-label="Embedding plane; arrow keys turn it"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={(event) => {
        const step = keySteps[event.key];
        if (!step) return;
        event.preventDefault();
        turn(...step);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={(event) => {
        const from = dragged.current;
        if (!from) return;
        turn((event.clientX - from.x) / 130, (event.clientY - from.y) / 130);
        dragged.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerUp={() => (dragged.current = null)}
      onPointerCancel={() => (dragged.current = null)}
    >
      {children}
    </section>
  );
}

interface MarkProps {
  readonly point: PlanePoint;
  readonly x: number;
  readonly y: number;
  readonly prompts: number;
}

/** Shape tells the kind, colour the prompt. */
function Mark({ point: { kind, target, title }, x, y, prompts }: MarkProps) {
  const colour = target === null ? 'var(--ink)' : promptColour(target, prompts);
  const { d, strokeWidth } = markShape(kindMarks[kind], x, y);
  return (
    <path d={d} {...(strokeWidth === null ? { fill: colour } : { fill: 'none', stroke: colour, strokeWidth })}>
      <title>{title}</title>
    </path>
  );
}
