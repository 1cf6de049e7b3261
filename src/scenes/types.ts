import type { BoxXYXY } from '../geometry/box';
import type { RgbImage } from '../geometry/rgb-image';

/** The seven classes of Diverse Weather, in its index order. */
export const sceneClasses = ['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck'] as const;
export type SceneClass = (typeof sceneClasses)[number];

export const timesOfDay = ['day', 'night', 'evening'] as const;
export type TimeOfDay = (typeof timesOfDay)[number];

export const weathers = ['clear', 'cloudy', 'rain', 'fog', 'snow', 'stormy'] as const;
export type Weather = (typeof weathers)[number];

export interface Condition {
  readonly time: TimeOfDay;
  readonly weather: Weather;
}

/** One annotated road user of a scene. */
export interface SceneObject {
  readonly class: SceneClass;
  /** Index into {@link sceneClasses}. */
  readonly classIndex: number;
  /** The tight extent of the visible silhouette, clipped to the image. */
  readonly box: BoxXYXY;
  /** Share of the object's own pixels that nothing in front of it hides, 0 to 1. */
  readonly visibility: number;
  /** Plain colour word of its main surface, e.g. "red"; for captions. */
  readonly colour: string;
}

/** A rendered street scene with its exact annotation. */
export interface Scene {
  readonly seed: number;
  readonly condition: Condition;
  /** How strong weather and darkness are in this scene, 0 (barely visible) to 1. */
  readonly severity: number;
  readonly image: RgbImage;
  readonly objects: readonly SceneObject[];
}
