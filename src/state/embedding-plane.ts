import { principalAxes, project } from '../math/pca';
import type { EmbeddedScenes } from './explain-slice';
import { targetCondition } from './shift-alignment';

export const planeKinds = ['original', 'augmented', 'weather', 'text'] as const;
export type PlaneKind = (typeof planeKinds)[number];

export interface PlanePoint {
  readonly kind: PlaneKind;
  /** The target prompt that it belongs to; null for original images. */
  readonly target: number | null;
  /** Along the three principal axes, in units of the largest distance from the centre of any image. */
  readonly position: readonly [number, number, number];
  readonly title: string;
}

export interface EmbeddingPlane {
  readonly points: readonly PlanePoint[];
  /** Share of the variance of all images along each axis. */
  readonly shares: readonly number[];
}

/** Principal axes of all images together: original, augmented, and of the weathers that prompts name. Text is projected, not fitted: it lies apart. */
export function embeddingPlane(scenes: EmbeddedScenes): EmbeddingPlane {
  const { embeddings, conditions, targetPrompts, texts } = scenes;
  const images: Named[] = [
    ...embeddings.original.map((vector, i) => named('original', null, vector, `street ${i + 1}, clear day`)),
    ...embeddings.augmented.flatMap((list, target) =>
      list.map((vector, i) => named('augmented', target, vector, `street ${i + 1} + “${targetPrompts[target]}”`)),
    ),
    ...conditions.flatMap(({ name, embeddings: list }) => {
      const target = targetPrompts.findIndex((prompt) => targetCondition(prompt) === name);
      return list.map((vector, i) => named('weather', target, vector, `street ${i + 1}, ${name}`));
    }),
  ];
  const axes = principalAxes(
    images.map(({ vector }) => vector),
    3,
  );
  const points = [
    ...images,
    ...texts.map((vector, target) => named('text', target, vector, `“${targetPrompts[target]}”`)),
  ].map(({ vector, ...rest }) => {
    const [x = 0, y = 0, z = 0] = project(axes, vector);
    return { ...rest, place: [x, y, z] as const };
  });
  const reach = Math.max(...points.filter(({ kind }) => kind !== 'text').map(({ place }) => Math.hypot(...place))) || 1;
  return {
    points: points.map(({ place: [x, y, z], ...rest }) => ({ ...rest, position: [x / reach, y / reach, z / reach] })),
    shares: axes.shares,
  };
}

type Named = Omit<PlanePoint, 'position'> & { readonly vector: Float32Array };

function named(kind: PlaneKind, target: number | null, vector: Float32Array, title: string): Named {
  return { kind, target, vector, title };
}

/** Turns a position about the upright axis, then about the level one; radians. The view is along the third coordinate. */
export function turned(
  [x, y, z]: readonly [number, number, number],
  yaw: number,
  pitch: number,
): readonly [number, number, number] {
  const side = x * Math.cos(yaw) + z * Math.sin(yaw);
  const depth = z * Math.cos(yaw) - x * Math.sin(yaw);
  return [side, y * Math.cos(pitch) - depth * Math.sin(pitch), y * Math.sin(pitch) + depth * Math.cos(pitch)];
}
