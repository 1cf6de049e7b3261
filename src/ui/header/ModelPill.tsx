import { useStore } from '../../state/store/store';
import { KeptModels } from '../common/KeptModels';
import { ModelCard } from './ModelCard';
import { ModelSources } from './ModelSources';

/** The model in a few words; its card, other models, and what is kept of them behind it. */
export function ModelPill() {
  const { status, info } = useStore((state) => state.model);
  const summary = info
    ? info.name
    : status.kind === 'failed'
      ? 'Model failed to load'
      : status.kind === 'loading'
        ? 'Loading model…'
        : 'No model';
  const tone = info ? 'good' : status.kind === 'failed' ? 'bad' : '';
  return (
    <>
      <button
        type="button"
        className="button pill"
        popoverTarget="model-card"
        aria-label={`Model: ${summary}`}
        title="Model card"
      >
        <span className={`dot ${tone}`} aria-hidden="true" />
        <span className="pill-text">{summary}</span>
      </button>
      <dialog id="model-card" popover="auto" className="popover model-popover" aria-label="Model card">
        <h2>Model</h2>
        {info ? <ModelCard info={info} /> : null}
        {status.kind === 'failed' ? (
          <p className="problem">
            {status.error.message} {status.error.hint}
          </p>
        ) : null}
        <h3>Another model</h3>
        <ModelSources />
        <h3>Models in this browser</h3>
        <KeptModels />
      </dialog>
    </>
  );
}
