import { cosineText } from '../../runs/records/cosine-text';
import type { DirectionCosines } from '../../analysis/embedding/direction-cosines';
import { ColourScale } from '../optimise/ColourScale';
import { HeatMap } from '../optimise/HeatMap';

/** How alike the text directions are: near 1 everywhere means that all offsets learn the same. */
export function DirectionMap({ directions: { count, values, mean } }: { readonly directions: DirectionCosines }) {
  return (
    <details>
      <summary>How alike the directions are</summary>
      <div className="direction-map">
        <div style={{ width: 92 }} className="offset">
          <HeatMap
            values={values}
            width={count}
            height={count}
            min={0}
            max={1}
            cellText={(column, row, value) => `${row + 1} × ${column + 1}: ${cosineText(value)}`}
            label={`Cosine between the text directions of each pair of target prompts, ${cosineText(mean)} on average`}
          />
        </div>
        <div style={{ display: 'grid', gap: 6 }}>
          <p className="small muted">
            Cosine between each pair of directions{' '}
            <span className="math">
              q<sub>t</sub> − q<sub>s</sub>
            </span>
            , in the order of the list; a pointer over a cell tells its value. Mean {cosineText(mean)}.
          </p>
          <ColourScale min="0" max="1" label="Colour scale from 0 to 1" />
        </div>
      </div>
    </details>
  );
}
