import { useState } from 'react';
import type { PlacedPicture } from '../../analysis/data-sets/picture-filter';
import type { DataSetInfo } from '../../engine/engine';
import { DataCopies } from '../data-sets/DataCopies';
import { DataReport } from '../data-sets/DataReport';
import { formatCount, formatNumberOf } from '../format';
import { BrowserFilters } from './BrowserFilters';
import { LargePicture } from './LargePicture';
import { PictureGrid } from './PictureGrid';
import { PromptSort } from './PromptSort';
import {
  useBrowserFilters,
  useBrowserPictures,
  useBrowsedInfo,
  usePromptSort,
  useUnreadable,
} from './use-data-browser';

/** Filters at the left, the pictures at the right; before them, how far looking at all of them is. */
export function BrowserPanel() {
  const info = useBrowsedInfo();
  const { set } = useBrowserPictures();
  if (!info) return null;
  if (!set)
    return (
      <div className="stack browser-wait">
        <p className="small">Every picture is looked at once, to know its size and where its boxes lie.</p>
        <DataReport info={info} />
      </div>
    );
  return (
    <div className="browser-panel">
      <FilterColumn info={info} />
      <Pictures />
    </div>
  );
}

function FilterColumn({ info }: { readonly info: DataSetInfo }) {
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="stack browser-filters" tabIndex={0} aria-label="Which pictures are shown">
      <BrowserFilters {...useBrowserFilters()} />
      <PromptSort {...usePromptSort(info)} />
      <Unreadable />
      <DataCopies info={info} />
    </section>
  );
}

/** So many are named; the report of the data set has all. */
const mostNamed = 200;

function Unreadable() {
  const unreadable = useUnreadable();
  if (unreadable.length === 0) return null;
  return (
    <details className="small">
      <summary>{formatNumberOf(unreadable.length, 'picture')} cannot be read</summary>
      <ul className="data-problems">
        {unreadable.slice(0, mostNamed).map(({ file, reason }) => (
          <li key={file}>
            <code>{file}</code> {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

const keyOf = ({ part, index }: PlacedPicture) => `${part}/${index}`;

function Pictures() {
  const { set, pictures, list, total, scores, chosen, onAll, onShow } = useBrowserPictures();
  const [marked, setMarked] = useState({ list, key: chosen });
  const [isLarge, setLarge] = useState(false);
  if (!set) return null;
  if (pictures.length === 0)
    return (
      <div className="stack browser-wait">
        <p>{total === 0 ? 'None of its pictures can be read; the reasons stand at the left.' : 'No picture fits.'}</p>
        {total === 0 ? null : (
          <div>
            <button type="button" className="button" onClick={onAll}>
              Show all {formatCount(total)}
            </button>
          </div>
        )}
      </div>
    );
  // Another filter, prompt or order begins with the first picture.
  const found = marked.list === list ? pictures.findIndex((picture) => keyOf(picture) === marked.key) : 0;
  const at = Math.max(0, found);
  const picture = pictures[at]!;
  const move = (to: number) => setMarked({ list, key: keyOf(pictures[to]!) });
  return (
    <section className="browser-pictures" aria-label="Pictures">
      {isLarge ? (
        <LargePicture
          set={set}
          picture={picture}
          score={scores.get(picture.image.file)}
          at={at}
          count={pictures.length}
          onMove={move}
          onClose={() => setLarge(false)}
          onShow={(view) => onShow(picture, view)}
        />
      ) : (
        <>
          <output className="muted small">
            {pictures.length === total ? '' : `${formatCount(pictures.length)} of `}
            {formatNumberOf(total, 'picture')}. Arrows, Home and End lead through them; Enter shows one large.
          </output>
          <PictureGrid
            set={set}
            pictures={pictures}
            scores={scores}
            at={at}
            onMove={move}
            onOpen={(to) => {
              move(to);
              setLarge(true);
            }}
          />
        </>
      )}
    </section>
  );
}
