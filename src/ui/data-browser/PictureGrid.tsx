import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PlacedPicture } from '../../analysis/data-sets/picture-filter';
import type { PromptScore } from '../../analysis/data-sets/picture-order';
import { useElementSize } from '../common/use-element-size';
import { formatNumberOf } from '../format';
import { DataThumbnail } from './DataThumbnail';
import { gap, gridLayout, scrollTo, tileAfterKey, tileHeight, tilesInSight } from './grid-layout';
import { scoreText } from './score-text';
import type { BrowsedSet } from './use-data-browser';

interface PictureGridProps {
  readonly set: BrowsedSet;
  readonly pictures: readonly PlacedPicture[];
  readonly scores: ReadonlyMap<string, PromptScore>;
  /** The tile that the keyboard is on. */
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onOpen: (at: number) => void;
}

/** The pictures as tiles of one size. Only those in sight exist, however many there are. */
export function PictureGrid({ set, pictures, scores, at, onMove, onOpen }: PictureGridProps) {
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(host);
  const [top, setTop] = useState(0);
  const layout = gridLayout(pictures.length, width);
  const [from, to] = width === 0 ? [0, 0] : tilesInSight(layout, pictures.length, top, height);
  useLayoutEffect(() => host.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const element = host.current;
    const wanted = width === 0 ? null : scrollTo(gridLayout(pictures.length, width), at, element!.scrollTop, height);
    if (wanted !== null) element!.scrollTop = wanted;
  }, [at, pictures.length, width, height]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tileAfterKey(event.key, at, pictures.length, layout, height);
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (next === null) onOpen(at);
    else onMove(next);
  };
  const idOf = (index: number) => `browsed-${index}`;
  return (
    <div
      ref={host}
      className="picture-grid"
      role="listbox"
      tabIndex={0}
      aria-label={`Pictures of ${set.title}`}
      aria-activedescendant={at >= from && at < to ? idOf(at) : undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: layout.height }}>
        {pictures.slice(from, to).map((picture, offset) => {
          const index = from + offset;
          const { part, image } = picture;
          const [row, column] = [Math.floor(index / layout.columns), index % layout.columns];
          const score = scores.get(image.file);
          const name = image.file.slice(image.file.lastIndexOf('/') + 1);
          return (
            // The keyboard acts on the listbox.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={`${part}/${picture.index}`}
              id={idOf(index)}
              className="picture-tile"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-setsize={pictures.length}
              aria-posinset={index + 1}
              title={image.file}
              style={{
                width: layout.tileWidth,
                height: tileHeight,
                left: column * (layout.tileWidth + gap),
                top: row * (tileHeight + gap),
              }}
              onClick={() => onOpen(index)}
            >
              <DataThumbnail set={set} picture={picture} />
              <span>
                <span className="picture-name">{name}</span>
                <small>{score ? scoreText(score) : formatNumberOf(image.objects.length, 'object')}</small>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
