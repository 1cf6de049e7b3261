import { LayoutGrid } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useElementSize } from '../common/use-element-size';
import { formatCount } from '../format';
import { DataThumbnail } from './DataThumbnail';
import { useDataStrip } from './use-data-browser';

/** CSS pixels from one picture to the next. */
const pitch = 78;

/** The pictures of a data set in one row, as they are browsed; only those in sight are drawn. */
export function DataStrip() {
  const { set, pictures, shown, onPicture, onBrowse } = useDataStrip();
  const strip = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(strip);
  const [left, setLeft] = useState(0);
  const at = shown ? pictures.findIndex(({ part, index }) => part === shown.part && index === shown.index) : -1;
  useEffect(() => {
    const element = strip.current;
    if (!element || at < 0 || width === 0) return;
    const [from, to] = [at * pitch, (at + 1) * pitch];
    if (from < element.scrollLeft || to > element.scrollLeft + width) element.scrollTo({ left: from - width / 2 });
  }, [at, width]);
  const first = Math.max(0, Math.floor(left / pitch) - 2);
  const inSight = set ? pictures.slice(first, first + Math.ceil(width / pitch) + 5) : [];
  return (
    <div className="data-strip">
      <button
        type="button"
        className="button open-tile"
        title="All pictures of the data set: filter, sort by a prompt, choose"
        onClick={onBrowse}
      >
        <LayoutGrid />
        Browse…
      </button>
      <div ref={strip} className="strip-window" onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}>
        <div style={{ width: pictures.length * pitch }}>
          {inSight.map((picture, offset) => {
            const place = first + offset;
            const { part, index, image } = picture;
            const name = `${image.file}, ${formatCount(place + 1)} of ${formatCount(pictures.length)}`;
            return (
              <button
                key={`${part}/${index}`}
                type="button"
                className="thumb"
                style={{ left: place * pitch }}
                aria-pressed={place === at}
                aria-label={name}
                title={name}
                onClick={() => onPicture({ kind: 'data', dataSet: set!.id, part, index })}
              >
                <DataThumbnail set={set!} picture={picture} />
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
}
