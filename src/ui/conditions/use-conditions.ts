import type { RgbImage } from '../../geometry/rgb-image';
import { builtinScene } from '../../state/files/scene-images';
import { store, useStore } from '../../state/store/store';

/** Renders a built-in scene of the test split, or takes it from those that were rendered before. */
function sceneImage(index: number, condition: string): RgbImage {
  return builtinScene('test', index, condition).image;
}

/** The scene whose conditions are compared, and which of them is shown. */
export function useConditions() {
  return {
    shown: useStore((state) => state.pictureRef),
    sceneImage,
    onPicture: store.getState().choosePicture,
  };
}
