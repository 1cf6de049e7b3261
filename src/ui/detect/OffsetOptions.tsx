import { useId } from 'react';
import type { PaneChoice } from '../../state/store/panes/detection-slice';
import { Term } from '../common/Terms';

interface OffsetOptionsProps {
  readonly offset: PaneChoice['testTimeOffset'];
  /** Short names of the target prompts that have an offset. */
  readonly targets: readonly string[];
  /** Whether the offsets belong to another model. */
  readonly isForeign: boolean;
  readonly onChange: (offset: NonNullable<PaneChoice['testTimeOffset']>) => void;
}

/** Which offset is added at test time, and how strongly. */
export function OffsetOptions({ offset, targets, isForeign, onChange }: OffsetOptionsProps) {
  const id = useId();
  if (!offset) return null;
  return (
    <div className="offset-options">
      <p>
        The paper does not do this: it adds offsets while training only. Here the mean of one <Term name="offset" /> is
        added to the features of this picture, to show what it does to a detector.
        {isForeign ? ' These offsets belong to another model, so nothing is added; run the optimisation first.' : ''}
      </p>
      <select
        className="select"
        aria-label="Target prompt of the offset"
        value={offset.target}
        onChange={(event) => onChange({ ...offset, target: Number(event.target.value) })}
      >
        {targets.map((name, target) => (
          // Prompts may repeat, and their order never changes within a run.
          // oxlint-disable-next-line react/no-array-index-key
          <option key={target} value={target}>
            {name}
          </option>
        ))}
      </select>
      <div className="slider">
        <label htmlFor={id}>Strength</label>
        <input
          id={id}
          type="range"
          min={-2}
          max={3}
          step={0.1}
          value={offset.strength}
          onChange={(event) => onChange({ ...offset, strength: Number(event.target.value) })}
        />
        <output htmlFor={id}>{offset.strength.toFixed(1)}</output>
      </div>
    </div>
  );
}
