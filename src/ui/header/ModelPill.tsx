import { useRef } from 'react';
import { builtinSource, loadModel } from '../../state/load-model';
import { useStore } from '../../state/store';
import { ModelCard } from './ModelCard';

/** The model in a few words; the card and other models behind it. */
export function ModelPill() {
  const { status, info } = useStore((state) => state.model);
  const files = useRef<HTMLInputElement>(null);
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
      <dialog id="model-card" popover="auto" className="popover" aria-label="Model card">
        <h2>Model</h2>
        {info ? <ModelCard info={info} /> : null}
        {status.kind === 'failed' ? (
          <p className="problem">
            {status.error.message} {status.error.hint}
          </p>
        ) : null}
        <p className="small muted" style={{ margin: '10px 0 8px' }}>
          A folder with another CLIP can take its place: RN50, RN101, RN50x4 or RN50x16, as a pair of ONNX towers
          (visual, textual) with their tokenizer, or as open_clip_model.safetensors. It stays on your machine.
        </p>
        <div className="button-row">
          <button
            type="button"
            className="button"
            onClick={() => files.current?.click()}
            disabled={status.kind === 'loading'}
          >
            Open a model folder…
          </button>
          <button
            type="button"
            className="button"
            onClick={() => void loadModel(builtinSource())}
            disabled={status.kind === 'loading'}
          >
            {info ? 'Reload the built-in model' : 'Load the built-in model'}
          </button>
        </div>
        <input
          ref={files}
          type="file"
          hidden
          aria-label="Model folder"
          {...{ webkitdirectory: '' }}
          multiple
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = '';
            if (chosen.length > 0) void loadModel({ kind: 'files', files: chosen.map(toBundleFile) });
          }}
        />
      </dialog>
    </>
  );
}

/** Paths inside the bundle: without the name of the folder itself. */
function toBundleFile(file: File): { readonly path: string; readonly file: Blob } {
  return { path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file };
}
