import { isActive } from '../../state/optimisation-slice';
import { takeShippedOffsets } from '../../state/shipped-offsets';
import { store, useStore } from '../../state/store';
import { usableOffsets } from '../../state/training-method';

/** What the training is augmented with; one of them uses target images and says so. */
export function MethodPicker() {
  const methods = useStore((state) => state.model.info?.methods);
  const chosen = useStore((state) => state.trainingMethod);
  const offsets = useStore(usableOffsets);
  const ships = useStore((state) => (state.model.info?.offsets.length ?? 0) > 0);
  const optimising = useStore((state) => isActive(state.run.status));
  const { setTrainingMethod, setView } = store.getState();
  if (!methods) return <p className="muted">The methods appear when the model is loaded.</p>;
  const method = methods.find(({ name }) => name === chosen);
  const lacksOffsets = method !== undefined && method.learns !== null && !method.usesTarget && !offsets;
  return (
    <div className="stack tight">
      <fieldset className="method-list" aria-label="Augmentation method">
        {methods.map(({ name, title, summary, usesTarget }) => (
          <label key={name} className="method-choice">
            <input
              type="radio"
              name="training-method"
              value={name}
              checked={name === chosen}
              onChange={() => setTrainingMethod(name)}
            />
            <span>
              <strong>{title}</strong>
              {usesTarget ? <span className="badge">oracle: uses target images</span> : null}
              <small className="muted">{summary}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {lacksOffsets ? (
        <div className="button-row">
          <span className="muted">It needs semantic offsets.</span>
          {ships ? (
            <button type="button" className="button" disabled={optimising} onClick={() => void takeShippedOffsets()}>
              Take the shipped offsets
            </button>
          ) : null}
          <button type="button" className="button" onClick={() => setView('optimise')}>
            Optimise some
          </button>
        </div>
      ) : method?.learns && !method.usesTarget && offsets ? (
        <p className="muted small">
          With the offsets of {offsets.targetPrompts.length} prompt{offsets.targetPrompts.length === 1 ? '' : 's'}.
        </p>
      ) : null}
    </div>
  );
}
