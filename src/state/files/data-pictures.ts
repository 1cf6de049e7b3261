import { boxXYXY } from '../../geometry/box';
import type { RgbImage } from '../../geometry/rgb-image';
import { engine } from '../jobs/engine-access';
import { dataSetOf } from '../settings/data-choices';
import type { DataPictureRef, Picture } from '../store/panes/scene-slice';
import { store } from '../store/store';
import { descriptionOf } from './browsed-pictures';

/** A picture of a data set with its true boxes, read from its file; null where the data set is not open, or was not looked at. */
export async function dataPicture(ref: DataPictureRef): Promise<Picture | null> {
  const state = store.getState();
  const info = dataSetOf(state, ref.dataSet);
  const described = descriptionOf(state, ref.dataSet)?.parts.find(({ name }) => name === ref.part)?.images[ref.index];
  if (!info || !described) return null;
  const image = await wholePicture(info, described.file);
  return {
    ref,
    title: `${info.title}, ${described.file}`,
    image,
    groundTruth: described.objects.map(({ class: className, box, difficult, crowd }) => ({
      className,
      box: boxXYXY(...box),
      ...(difficult || crowd ? { ignored: true } : {}),
    })),
  };
}

/** A picture as large as it is. Rejects where its file cannot be read. */
export function wholePicture(info: { readonly id: string; readonly title: string }, file: string): Promise<RgbImage> {
  return engine().dataSetPicture({ dataSet: info.id, title: info.title, file, longSide: null });
}
