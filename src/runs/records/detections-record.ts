import * as v from 'valibot';
import type { RawDetections } from '../../geometry/detections';
import { float32ToBase64 } from '../session/base64';
import { count, float32Text, nameText, promptText } from './schema-parts';

/** The image of recorded detections: a built-in scene is named, anything else is embedded. */
export type RecordedImage =
  | { readonly kind: 'scene'; readonly domain: string; readonly split: string; readonly index: number }
  | { readonly kind: 'embedded'; readonly name: string; /** `data:image/…;base64,…` */ readonly dataUrl: string };

/** What one pane of the comparison showed. */
export interface RecordedPane {
  readonly title: string;
  /** Name of the detector. */
  readonly detector: string;
  /** Target prompt whose pooled offset was added; null for none. */
  readonly offset: string | null;
  readonly detections: RawDetections;
}

/** Detections in one image, all that the sliders need. */
export interface DetectionsRecord {
  readonly image: RecordedImage;
  readonly panes: readonly RecordedPane[];
}

const rawDetections = v.pipe(
  v.strictObject({
    width: count,
    height: count,
    classes: v.array(nameText),
    boxes: float32Text,
    scores: float32Text,
    suppression: v.exactOptional(v.literal('soft')),
    proposedAs: v.exactOptional(v.array(v.strictObject({ label: nameText, score: v.number() }))),
  }),
  v.check(({ classes: { length }, boxes, scores, proposedAs }) => {
    const regions = scores.length / (length + 1);
    return (
      Number.isInteger(regions) &&
      boxes.length === regions * length * 4 &&
      (proposedAs === undefined || proposedAs.length === regions)
    );
  }, 'has numbers of boxes, scores and labels that do not belong together'),
);

/** Detections as JSON holds them; parsing gives a {@link DetectionsRecord}. */
export const detectionsSchema = v.strictObject({
  image: v.variant('kind', [
    v.strictObject({ kind: v.literal('scene'), domain: nameText, split: nameText, index: count }),
    v.strictObject({
      kind: v.literal('embedded'),
      name: nameText,
      dataUrl: v.pipe(
        v.string(),
        v.regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/u, 'is no PNG, JPEG or WebP as a data URL'),
      ),
    }),
  ]),
  panes: v.array(
    v.strictObject({ title: nameText, detector: nameText, offset: v.nullable(promptText), detections: rawDetections }),
  ),
});

/** The JSON form of detections. */
export function encodeDetections({ image, panes }: DetectionsRecord): unknown {
  return {
    image,
    panes: panes.map(({ detections, ...pane }) => ({
      ...pane,
      detections: {
        ...detections,
        boxes: float32ToBase64(detections.boxes),
        scores: float32ToBase64(detections.scores),
      },
    })),
  };
}
