/** Where the regions come from that CLIP alone looks at: class-agnostic boxes, whoever makes them. */
import type { BoxRowsXYXY } from '../../geometry/box';
import type { RegionLabel } from '../../geometry/detections';
import type { RgbImage } from '../../geometry/rgb-image';

/** Which source a configuration wants. A network is named as the engine knows it. */
export type ProposalChoice =
  | { readonly kind: 'selective-search' }
  | { readonly kind: 'network'; readonly network: string };

/** What a source of detections says beside its boxes, a value a region. */
export interface RegionVerdicts {
  /** `[R]`, 0 to 1: how sure the source is that the region is an object of any of its own classes. */
  readonly objectness: Float32Array;
  /** What the source itself calls each region. */
  readonly labels: readonly RegionLabel[];
}

/** Regions of one image that may hold objects. */
export interface RegionProposals {
  /** `[R * 4]` in pixels of the image, inside it. */
  readonly boxes: BoxRowsXYXY;
  /** Null where the source only finds boxes, as selective search does. */
  readonly verdicts: RegionVerdicts | null;
}

export interface ProposalSource {
  /** Asked again for the same image, a source may answer from memory. @throws CodedError where it cannot be asked, `cancelled` where it was ended */
  propose(image: RgbImage): Promise<RegionProposals>;
}
