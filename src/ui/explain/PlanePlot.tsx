import { useRef, type ReactNode } from 'react';
import { planeView, type EmbeddingPlane, type PlanePoint } from '../../analysis/embedding/embedding-plane';
import type { PlaneAngles } from '../../analysis/embedding/plane-choice';
import { planeDrawing } from '../../runs/figures/plane-figure';
import { FigureDrawing } from '../charts/FigureDrawing';

interface PlanePlotProps {
  readonly plane: EmbeddingPlane;
  readonly points: readonly PlanePoint[];
  readonly angles: PlaneAngles;
  /** Absent where the plane does not turn. */
  readonly onTurn?: (angles: PlaneAngles) => void;
}

const keySteps: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
  ArrowLeft: [-0.12, 0],
  ArrowRight: [0.12, 0],
  ArrowUp: [0, -0.12],
  ArrowDown: [0, 0.12],
};

/** Embeddings along the axes of a plane; drag or arrow keys turn it where it turns. */
export function PlanePlot({ plane, points, angles, onTurn }: PlanePlotProps) {
  const picture = (
    <FigureDrawing
      drawing={planeDrawing(planeView(plane.axes, points, angles))}
      label={`${points.length} embeddings along ${plane.axes.map(({ label }) => label).join(', ')}`}
    />
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

interface TurntableProps {
  readonly angles: PlaneAngles;
  readonly onTurn: (angles: PlaneAngles) => void;
  readonly children: ReactNode;
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
