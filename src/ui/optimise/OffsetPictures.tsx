import { channelNorms } from '../../analysis/embedding/pooled-means';
import { promptNames } from '../prompt-names';
import { ColourScale } from './ColourScale';
import { HeatMap } from './HeatMap';
import { usePooledOffsets } from './use-optimise';

/** One heat map per semantic offset: Euclidean norm over the channels at each position of V_a's grid, one scale for all. */
export function OffsetPictures({ tall = false }: { readonly tall?: boolean }) {
  const pooled = usePooledOffsets();
  if (!pooled)
    return <p className="muted small">The offsets start at zero. Their pictures appear with the first iterations.</p>;
  const top = pooled.norms.reduce((largest, norm) => Math.max(largest, norm), 0);
  const names = promptNames(pooled.targetPrompts);
  return (
    <>
      <p className="muted small">
        ‖A‖ at each position of V_a’s grid: the norm over {pooled.channels} channels. A pointer over a cell tells its
        value.
      </p>
      <ColourScale
        min="0"
        max={top.toPrecision(3)}
        label={`Colour scale from 0 to ${top.toPrecision(3)}: norm over ${pooled.channels} channels`}
      />
      <div className={`offsets ${tall ? 'tall' : ''}`}>
        {pooled.targetPrompts.map((prompt, target) => (
          // Prompts may repeat, and their order never changes within a run.
          // oxlint-disable-next-line react/no-array-index-key
          <figure key={target} className="offset">
            <HeatMap
              values={channelNorms(pooled, target)}
              width={pooled.width}
              height={pooled.height}
              min={0}
              max={top}
              cellText={(column, row, value) => `${value.toPrecision(3)} at row ${row + 1}, column ${column + 1}`}
              label={`Semantic offset of “${prompt}”, norms on a grid of ${pooled.height} by ${pooled.width}`}
            />
            <figcaption title={prompt}>{names[target]}</figcaption>
          </figure>
        ))}
      </div>
    </>
  );
}
