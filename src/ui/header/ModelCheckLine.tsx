import type { ModelCheckState } from '../../state/store/model-slice';
import { checkIsBad, checkText } from './model-status';

interface ModelCheckLineProps {
  readonly check: ModelCheckState | null;
  readonly onCheck: () => void;
}

/** Our visual tower beside the model's own ONNX graph, on one picture. */
export function ModelCheckLine({ check, onCheck }: ModelCheckLineProps) {
  const kind = check?.kind;
  return (
    <div className="model-check">
      <span role="status" className={checkIsBad(check) ? 'problem' : 'muted'}>
        {checkText(check)}
      </span>
      {kind === undefined || kind === 'failed' ? (
        <button
          type="button"
          className="button compact"
          title="Runs the model’s own ONNX graph once in onnxruntime, on a fixed picture, and compares the embeddings"
          onClick={onCheck}
        >
          {kind === 'failed' ? 'Check again' : 'Check'}
        </button>
      ) : null}
    </div>
  );
}
