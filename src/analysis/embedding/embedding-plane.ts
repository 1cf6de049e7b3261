import { principalAxes, project, varianceShares } from '../../math/pca';
import type { PlaneView } from '../../runs/figures/plane-figure';
import type { PlaneMark } from '../../runs/figures/plane-marks';
import type { PlaneAngles, PlaneChoice, PlaneKind } from './plane-choice';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { targetCondition } from './shift-alignment';

export interface PlanePoint {
  readonly kind: PlaneKind;
  /** The target prompt that it belongs to; null for original images. */
  readonly target: number | null;
  /** Along the axes, in units of the largest distance from the centre of any image. */
  readonly position: readonly [number, number, number];
  readonly title: string;
}

export interface PlaneAxis {
  readonly label: string;
  /** Of the variance of all images, 0 to 1. */
  readonly share: number;
}

/** What principal axes are fitted on. */
export type FittedOn = 'real images' | 'all images';

export interface EmbeddingPlane {
  readonly fittedOn: FittedOn;
  readonly points: readonly PlanePoint[];
  /** At most three. */
  readonly axes: readonly PlaneAxis[];
}

/** An embedding that the plane shows. */
export interface NamedEmbedding extends Omit<PlanePoint, 'position'> {
  /** Unit length, `[D]`. */
  readonly vector: Float32Array;
}

/** Principal axes of the images of {@link imagesToFit}. Text and augmented images are projected. */
export function embeddingPlane(scenes: EmbeddedScenes): EmbeddingPlane {
  const images = namedImages(scenes);
  const { fittedOn, images: steady } = imagesToFit(images);
  const fitted = principalAxes(
    steady.map(({ vector }) => vector),
    3,
  );
  const shares = varianceShares(
    fitted,
    images.map(({ vector }) => vector),
  );
  const points = [...images, ...namedTexts(scenes)].map(({ vector, ...rest }) => {
    const [x = 0, y = 0, z = 0] = project(fitted, vector);
    return { ...rest, position: [x, y, z] as const };
  });
  return {
    fittedOn,
    points: withinReach(points),
    axes: shares.map((share, axis) => ({ label: `PC${axis + 1}`, share })),
  };
}

/**
 * The images that span the plane: the real ones, of a clear day and of the weathers that prompts name. No offset moves them, so the plane stands still
 * while an optimisation moves the augmented ones. Fewer than four real images span no three axes, and no weather gives nothing to move towards;
 * then all images are taken.
 */
export function imagesToFit(images: readonly NamedEmbedding[]): {
  readonly fittedOn: FittedOn;
  readonly images: readonly NamedEmbedding[];
} {
  const real = images.filter(({ kind }) => kind !== 'augmented');
  const enough = real.length > 3 && real.some(({ kind }) => kind === 'weather');
  return enough ? { fittedOn: 'real images', images: real } : { fittedOn: 'all images', images };
}

/** All images: as they are, with each offset, and in each weather. */
export function namedImages({ embeddings, conditions, targetPrompts }: EmbeddedScenes): readonly NamedEmbedding[] {
  return [
    ...embeddings.original.map((vector, i) => named('original', null, vector, `street ${i + 1}, clear day`)),
    ...embeddings.augmented.flatMap((list, target) =>
      list.map((vector, i) => named('augmented', target, vector, `street ${i + 1} + “${targetPrompts[target]}”`)),
    ),
    ...conditions.flatMap(({ name, embeddings: list }) => {
      const target = targetPrompts.findIndex((prompt) => targetCondition(prompt) === name);
      return list.map((vector, i) => named('weather', target, vector, `street ${i + 1}, ${name}`));
    }),
  ];
}

/** The target prompts themselves. */
export function namedTexts({ texts, targetPrompts }: EmbeddedScenes): readonly NamedEmbedding[] {
  return texts.map((vector, target) => named('text', target, vector, `“${targetPrompts[target]}”`));
}

function named(kind: PlaneKind, target: number | null, vector: Float32Array, title: string): NamedEmbedding {
  return { kind, target, vector, title };
}

/** Scales positions so that the image farthest from the centre is at distance 1. */
export function withinReach(points: readonly PlanePoint[]): readonly PlanePoint[] {
  const images = points.filter(({ kind }) => kind !== 'text');
  const reach = Math.max(...images.map(({ position }) => Math.hypot(...position))) || 1;
  return points.map(({ position: [x, y, z], ...rest }) => ({
    ...rest,
    position: [x / reach, y / reach, z / reach],
  }));
}

/** The points that the reader has not hidden. */
export function visiblePoints(
  { points }: EmbeddingPlane,
  { hiddenKinds, hiddenPrompts }: PlaneChoice,
): readonly PlanePoint[] {
  return points.filter(({ kind, target }) => !hiddenKinds.has(kind) && (target === null || !hiddenPrompts.has(target)));
}

/** Each kind of point has a mark of its own; colour and inset tell the prompt. */
export const kindMarks: Readonly<Record<PlaneKind, PlaneMark>> = {
  original: 'diamond',
  augmented: 'disc',
  weather: 'square',
  text: 'cross',
};

const tips = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** The plane as it is seen from an angle. */
export function planeView(axes: readonly PlaneAxis[], points: readonly PlanePoint[], angles: PlaneAngles): PlaneView {
  const seen = points.map((point) => ({ point, at: turned(point.position, angles) }));
  return {
    points: seen
      .sort((a, b) => a.at[2] - b.at[2])
      .map(({ point, at: [x, y] }) => ({
        mark: kindMarks[point.kind],
        group: point.target,
        x,
        y,
        title: point.title,
      })),
    axes: axes.map(({ label, share }, k) => {
      const [x, y] = turned(tips[k] ?? [0, 0, 0], angles);
      return { label: `${label} ${Math.round(share * 100)} %`, x, y };
    }),
  };
}

/** Turns a position about the upright axis, then about the level one. The view is along the third coordinate. */
export function turned(
  [x, y, z]: readonly [number, number, number],
  { yaw, pitch }: PlaneAngles,
): readonly [number, number, number] {
  const side = x * Math.cos(yaw) + z * Math.sin(yaw);
  const depth = z * Math.cos(yaw) - x * Math.sin(yaw);
  return [side, y * Math.cos(pitch) - depth * Math.sin(pitch), y * Math.sin(pitch) + depth * Math.cos(pitch)];
}
