import { useId } from 'react';
import type { PaneId } from '../../state/store/detection-slice';
import { store, useStore } from '../../state/store/store';
import { promptNames } from '../prompt-names';
import { Term } from '../common/Terms';

/** Which offset is added at test time, and how strongly. */
export function OffsetOptions({ pane }: { readonly pane: PaneId }) {
  const choice = useStore((state) => state.panes[pane]);
  const pooled = useStore((state) => state.run.pooled);
  const foreign = useStore(
    (state) => state.model.info !== null && state.run.provenance?.modelHash !== state.model.info.hash,
  );
  const { choosePane } = store.getState();
  const id = useId();
  const offset = choice.testTimeOffset;
  const names = promptNames(pooled?.targetPrompts ?? []);
  if (!offset) return null;
  return (
    <div className="offset-options">
      <p>
        The paper does not do this: it adds offsets while training only. Here the mean of one <Term name="offset" /> is
        added to the features of this picture, to show what it does to a detector.
        {foreign ? ' These offsets belong to another model, so nothing is added; run the optimisation first.' : ''}
      </p>
      <select
        className="select"
        aria-label="Target prompt of the offset"
        value={offset.target}
        onChange={(event) =>
          choosePane(pane, { ...choice, testTimeOffset: { ...offset, target: Number(event.target.value) } })
        }
      >
        {names.map((name, target) => (
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
          onChange={(event) =>
            choosePane(pane, { ...choice, testTimeOffset: { ...offset, strength: Number(event.target.value) } })
          }
        />
        <output htmlFor={id}>{offset.strength.toFixed(1)}</output>
      </div>
    </div>
  );
}
