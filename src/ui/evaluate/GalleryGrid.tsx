import type { ReactNode } from 'react';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { CropThumbnail, type ThumbnailBox } from './CropThumbnail';

/** An evaluated image by its place. */
export interface PicturePlace {
  readonly domain: string;
  readonly index: number;
}

export interface GalleryItem {
  readonly key: string;
  readonly place: PicturePlace;
  readonly boxes: readonly ThumbnailBox[];
  readonly caption: ReactNode;
  /** All of the caption in words. */
  readonly label: string;
}

interface GalleryGridProps {
  readonly label: string;
  readonly source: EvaluationSource;
  /** How many there are. */
  readonly count: number;
  /** The first of them. */
  readonly items: readonly GalleryItem[];
  readonly onMore: () => void;
  readonly empty: string;
  readonly onOpen: (place: PicturePlace) => void;
}

/** Thumbnails, some at a time. */
export function GalleryGrid({ label, source, count, items, onMore, empty, onOpen }: GalleryGridProps) {
  if (count === 0) return <p className="muted small">{empty}</p>;
  return (
    <>
      <ul className="gallery" aria-label={label}>
        {items.map(({ key, place, boxes, caption, label: name }) => (
          <li key={key}>
            <button type="button" className="gallery-item" aria-label={name} onClick={() => onOpen(place)}>
              <CropThumbnail source={source} domain={place.domain} index={place.index} boxes={boxes} />
              <span aria-hidden="true">{caption}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length < count ? (
        <div>
          <button type="button" className="button compact" onClick={onMore}>
            Show more of {count.toLocaleString('en')}
          </button>
        </div>
      ) : null}
    </>
  );
}
