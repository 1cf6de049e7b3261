import type { PromptPictures } from '../../analysis/photometrics/prompt-pictures';
import type { RgbImage } from '../../geometry/rgb-image';
import { TransformPicture } from './TransformPicture';

/** In pixels of the canvas: twice what is shown, for dense screens. */
const thumbnailSide = 96;

interface PromptThumbnailsProps {
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly image: RgbImage | null;
  readonly chosen: PromptPictures | null;
  /** 0 to 1. */
  readonly strength: number;
  readonly identity: boolean;
  /** Whether this prompt's pictures are the large ones. */
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** A prompt's best transforms, small, beside its words. */
export function PromptThumbnails({
  number,
  image,
  chosen,
  strength,
  identity,
  selected,
  onSelect,
}: PromptThumbnailsProps) {
  if (chosen?.kind !== 'chosen') return null;
  return (
    <button
      type="button"
      className="prompt-thumbnails"
      aria-pressed={selected}
      aria-label={`Pictures of target prompt ${number}`}
      title="Show these pictures large"
      data-unchanged={identity || undefined}
      onClick={onSelect}
    >
      {chosen.best.map(({ transform }, place) => (
        <TransformPicture
          key={place}
          image={image}
          transform={transform}
          strength={strength}
          side={thumbnailSide}
          label={null}
        />
      ))}
    </button>
  );
}
