import type { GroundTruth } from '../../../analysis/detection/evaluate-pane';
import type { RgbImage } from '../../../geometry/rgb-image';
import type { Slice } from '../slice';

/** What is shown in both panes: a built-in scene, one of the user's own images, or a picture of a data set. */
export type PictureRef =
  | { readonly kind: 'scene'; /** Index in the test split. */ readonly index: number; readonly condition: string }
  | { readonly kind: 'own'; readonly id: number }
  | DataPictureRef;

/** A picture of an open data set, by its place in the description. */
export interface DataPictureRef {
  readonly kind: 'data';
  readonly dataSet: string;
  readonly part: string;
  /** Among the part's pictures that can be read. */
  readonly index: number;
}

/**
 * What is shown before anybody has chosen: the first street of the test split, in the domain that the paper finds hardest for a plain detector. The
 * rule is older than the detectors, so it cannot flatter one of them.
 */
export const firstPicture = {
  kind: 'scene',
  index: 0,
  condition: 'night-rainy',
} as const satisfies PictureRef;

export interface Picture {
  readonly ref: PictureRef;
  readonly title: string;
  readonly image: RgbImage;
  /** Null where nobody knows it. */
  readonly groundTruth: readonly GroundTruth[] | null;
}

export interface OwnImage {
  readonly id: number;
  readonly name: string;
  readonly image: RgbImage;
}

export interface SceneSlice {
  readonly pictureRef: PictureRef;
  readonly picture: Picture | null;
  readonly ownImages: readonly OwnImage[];
  readonly choosePicture: (ref: PictureRef) => void;
  readonly setPicture: (picture: Picture) => void;
  /** @returns the references of the added images. */
  readonly addOwnImage: (name: string, image: RgbImage) => PictureRef;
}

let nextId = 1;

export const createSceneSlice: Slice<SceneSlice> = (set) => ({
  pictureRef: firstPicture,
  picture: null,
  ownImages: [],
  choosePicture: (pictureRef) => set({ pictureRef }),
  setPicture: (picture) => set({ picture }),
  addOwnImage: (name, image) => {
    const own: OwnImage = { id: nextId++, name, image };
    set(({ ownImages }) => ({ ownImages: [...ownImages, own] }));
    return { kind: 'own', id: own.id };
  },
});
