import { checkModel, leastCosine } from '../../state/jobs/check-model';
import type { ModelCheckState } from '../../state/store/model-slice';
import { useStore } from '../../state/store/store';

/** Our visual tower beside the model's own ONNX graph, on one picture. */
export function ModelCheckLine() {
  const check = useStore((state) => state.modelCheck);
  const kind = check?.kind;
  return (
    <div className="model-check">
      <span role="status" className={isBad(check) ? 'problem' : 'muted'}>
        {textOf(check)}
      </span>
      {kind === undefined || kind === 'failed' ? (
        <button
          type="button"
          className="button compact"
          title="Runs the model’s own ONNX graph once in onnxruntime, on a fixed picture, and compares the embeddings"
          onClick={() => void checkModel()}
        >
          {kind === 'failed' ? 'Check again' : 'Check'}
        </button>
      ) : null}
    </div>
  );
}

function isBad(check: ModelCheckState | null): boolean {
  return check?.kind === 'failed' || (check?.kind === 'compared' && !(check.cosine >= leastCosine));
}

function textOf(check: ModelCheckState | null): string {
  switch (check?.kind) {
    case undefined:
      return 'Not yet compared with its own ONNX graph.';
    case 'running':
      return 'Being compared with its own ONNX graph…';
    case 'no-graph':
      return 'It came without a visual ONNX graph, so there is nothing to compare with.';
    case 'failed':
      return `The comparison with its own ONNX graph failed: ${check.error.message}`;
    case 'compared':
      return check.cosine >= leastCosine
        ? `Agrees with its own ONNX graph: cosine ${check.cosine.toFixed(6)}.`
        : `Differs from its own ONNX graph: cosine ${check.cosine.toFixed(4)}. Results with it are not to be trusted.`;
    default:
      return check satisfies never;
  }
}
