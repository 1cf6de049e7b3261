import { useId } from 'react';
import { objectSizeNames, type PictureFilter } from '../../analysis/data-sets/picture-filter';
import { formatCount } from '../format';
import { ClassBars } from './ClassBars';

interface BrowserFiltersProps {
  readonly filter: PictureFilter;
  readonly parts: readonly { readonly name: string; readonly images: number }[];
  readonly counts: readonly { readonly name: string; readonly objects: number }[];
  readonly onFilter: (change: Partial<PictureFilter>) => void;
}

/** Which pictures are shown: by part, by the size of their objects, by class. */
export function BrowserFilters({ filter, parts, counts, onFilter }: BrowserFiltersProps) {
  const part = useId();
  return (
    <>
      <div className="field">
        <label className="label-row" htmlFor={part}>
          Part
        </label>
        <select
          id={part}
          className="select"
          value={filter.part ?? ''}
          onChange={({ target }) => onFilter({ part: target.value === '' ? null : target.value })}
        >
          <option value="">All parts</option>
          {parts.map(({ name, images }) => (
            <option key={name} value={name}>
              {name} ({formatCount(images)})
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <span className="label-row">Objects of size</span>
        <fieldset className="segmented" aria-label="Objects of size">
          {([null, ...objectSizeNames] as const).map((size) => (
            <button key={size} type="button" aria-pressed={filter.size === size} onClick={() => onFilter({ size })}>
              {size ?? 'any'}
            </button>
          ))}
        </fieldset>
        <span className="origin">
          COCO’s: small up to 32² pixels of the picture, large from 96² on; the box’s area counts.
        </span>
      </div>
      <ClassBars counts={counts} chosen={filter.objects} onChoose={(objects) => onFilter({ objects })} />
    </>
  );
}
