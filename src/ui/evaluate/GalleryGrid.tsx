import type { GalleryItem, PicturePlace } from '../../analysis/results/gallery-items';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { classColour } from '../detect/class-colours';
import { formatCount } from '../format';
import { CropThumbnail } from './CropThumbnail';
import { domainTitle } from '../common/evaluation-labels';
import { rovingFocus } from '../common/roving-focus';

const bindThumbnails = rovingFocus({ items: '.gallery-item', presses: false });

interface GalleryGridProps {
  readonly label: string;
  readonly source: EvaluationSource;
  readonly classes: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** The first of them. */
  readonly items: readonly GalleryItem[];
  readonly onMore: () => void;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Thumbnails, some at a time. */
export function GalleryGrid({ label, source, classes, count, items, onMore, onOpen }: GalleryGridProps) {
  if (count === 0) return <p className="muted small">None here. Choose another kind, class, domain or threshold.</p>;
  return (
    <>
      <ul ref={bindThumbnails} className="gallery" aria-label={label}>
        {items.map(({ key, place, classIndex, boxes, facts }) => {
          const name = classes[classIndex]!;
          const where = domainTitle(place.domain);
          return (
            <li key={key}>
              <button
                type="button"
                className="gallery-item"
                aria-label={`${name} ${facts}, ${where}, image ${place.index + 1}`}
                onClick={() => onOpen(place)}
              >
                <CropThumbnail source={source} place={place} boxes={boxes} colour={classColour(classIndex)} />
                <span aria-hidden="true">
                  <i style={{ background: classColour(classIndex) }} />
                  <strong>{name}</strong> {facts}
                  <small>
                    {where} {place.index + 1}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {items.length < count ? (
        <div>
          <button type="button" className="button compact" onClick={onMore}>
            Show more of {formatCount(count)}
          </button>
        </div>
      ) : null}
    </>
  );
}
