import { useRef, useState } from 'react';
import { turned, type EmbeddingPlane, type PlanePoint } from '../../state/embedding-plane';
import { promptColour } from './prompt-colour';

interface PlanePlotProps {
  readonly plane: EmbeddingPlane;
  readonly points: readonly PlanePoint[];
  readonly prompts: number;
}

const size = 420;
const radius = 175;
const keySteps: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
  ArrowLeft: [-0.12, 0],
  ArrowRight: [0.12, 0],
  ArrowUp: [0, -0.12],
  ArrowDown: [0, 0.12],
};
const axisTips = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** Three principal components; drag or arrow keys turn them. */
export function PlanePlot({ plane, points, prompts }: PlanePlotProps) {
  const [angles, setAngles] = useState({ yaw: 0.5, pitch: 0.35 });
  const dragged = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const turn = (yaw: number, pitch: number) =>
    setAngles((now) => ({
      yaw: now.yaw + yaw,
      pitch: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, now.pitch + pitch)),
    }));
  const place = (position: readonly [number, number, number]) => {
    const [x, y, depth] = turned(position, angles.yaw, angles.pitch);
    return { x: size / 2 + x * radius, y: size / 2 - y * radius, depth };
  };
  const drawn = points.map((point) => ({ point, at: place(point.position) })).sort((a, b) => a.at.depth - b.at.depth);
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
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={`${points.length} embeddings along ${plane.shares.length} principal axes`}
      >
        {plane.shares.map((share, axis) => {
          const tip = place(axisTips[axis] ?? [0, 0, 0]);
          return (
            <g key={axisTips[axis]?.join(' ')} className="axis">
              <line x1={size / 2} y1={size / 2} x2={tip.x} y2={tip.y} />
              <text x={tip.x} y={tip.y}>
                PC{axis + 1} {Math.round(share * 100)} %
              </text>
            </g>
          );
        })}
        {drawn.map(({ point, at }) => (
          <Mark
            key={`${point.kind} ${point.target} ${point.title}`}
            point={point}
            x={at.x}
            y={at.y}
            prompts={prompts}
          />
        ))}
      </svg>
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
  const tip = <title>{title}</title>;
  switch (kind) {
    case 'original':
      return (
        <path d={`M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`} fill={colour}>
          {tip}
        </path>
      );
    case 'augmented':
      return (
        <circle cx={x} cy={y} r={4.2} fill={colour}>
          {tip}
        </circle>
      );
    case 'weather':
      return (
        <rect x={x - 4} y={y - 4} width={8} height={8} fill="none" stroke={colour} strokeWidth={1.8}>
          {tip}
        </rect>
      );
    case 'text':
      return (
        <path d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} stroke={colour} strokeWidth={2.4} fill="none">
          {tip}
        </path>
      );
    default:
      return kind satisfies never;
  }
}
