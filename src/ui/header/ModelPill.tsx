import { Box } from 'lucide-react';
import { KeptModels } from '../models/KeptModels';
import { ModelCard } from './ModelCard';
import { modelSummary } from './model-status';
import { ModelSources } from './ModelSources';
import { usePublicModels } from '../common/use-common';
import { useModel, useModelLoading, useModelProblem } from './use-header';

/** The model in a few words; its card, other models, and what is kept of them behind it. */
export function ModelPill() {
  const model = useModel();
  const { status, info } = model;
  const problem = useModelProblem();
  const loading = useModelLoading();
  const models = usePublicModels();
  const { text, tone } = modelSummary(model);
  return (
    <>
      <button
        type="button"
        className="button pill"
        popoverTarget="model-card"
        aria-label={`Model: ${text}`}
        title="Model card"
      >
        <span className={`dot ${tone}`} aria-hidden="true" />
        <Box className="pill-icon" aria-hidden="true" />
        <span className="pill-text">{text}</span>
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
        <ModelSources status={status} loaded={info !== null} models={models} problem={problem} {...loading} />
        <h3>Models in this browser</h3>
        <KeptModels />
      </dialog>
    </>
  );
}
