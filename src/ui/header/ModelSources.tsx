import { useId, useRef, useState } from 'react';
import { builtinSource, cancelModelLoad, loadModel } from '../../state/jobs/load-model';
import { useStore } from '../../state/store/store';
import { LoadingText } from './LoadingText';

/** Public repositories that hold a CLIP ResNet with both towers. */
const suggestions = [
  ['immich-app/RN50__openai', '408 MB'],
  ['immich-app/RN101__openai', '479 MB'],
  ['immich-app/RN50x4__openai', '714 MB'],
  ['timm/resnet50_clip.openai', '408 MB, one file'],
  ['timm/resnet101_clip.openai', '479 MB, one file'],
] as const;

/** Other models: from the hub or any server, from a folder, or the built-in one. */
export function ModelSources() {
  const status = useStore((state) => state.model.status);
  const loading = status.kind === 'loading';
  const loaded = useStore((state) => state.model.info !== null);
  // Without a model, the card itself says it.
  const problem = useStore(({ model, modelProblem }) => (model.status.kind === 'ready' ? modelProblem : null));
  const [address, setAddress] = useState('');
  const files = useRef<HTMLInputElement>(null);
  const loose = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <form
        className="model-address"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') void loadModel({ kind: 'download', address: address.trim() });
        }}
      >
        <label htmlFor={id}>Repository on the hub, or address</label>
        <input
          id={id}
          className="input"
          value={address}
          list={`${id}-known`}
          placeholder="immich-app/RN50__openai"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setAddress(event.target.value)}
        />
        <datalist id={`${id}-known`}>
          {suggestions.map(([name, size]) => (
            <option key={name} value={name}>
              {size}
            </option>
          ))}
        </datalist>
        <button type="submit" className="button" disabled={loading || address.trim() === ''}>
          Download
        </button>
      </form>
      {status.kind === 'loading' ? (
        <div className="model-loading">
          <LoadingText progress={status.progress} />
          <button type="button" className="button compact" aria-label="Cancel loading" onClick={cancelModelLoad}>
            Cancel
          </button>
        </div>
      ) : null}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem.message} {problem.hint}
        </p>
      )}
      <p className="small muted">
        <code>@revision</code> after a repository pins it; without one, the commit of today is noted. Any server does
        that allows other pages to read it. The files stay in this browser; nothing leaves it.
      </p>
      <div className="button-row">
        <button type="button" className="button" onClick={() => files.current?.click()} disabled={loading}>
          Open a model folder…
        </button>
        <button type="button" className="button" onClick={() => loose.current?.click()} disabled={loading}>
          Open model files…
        </button>
        <button type="button" className="button" onClick={() => void loadModel(builtinSource())} disabled={loading}>
          {loaded ? 'Reload the built-in model' : 'Load the built-in model'}
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
      <input
        ref={loose}
        type="file"
        hidden
        aria-label="Model files"
        accept=".onnx,.data,.pt,.pth,.bin,.safetensors,.json,.txt,.gz"
        multiple
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          if (chosen.length > 0) void loadModel({ kind: 'files', files: chosen.map(toBundleFile) });
        }}
      />
    </>
  );
}

/** Paths inside the bundle: without the name of the folder itself. */
function toBundleFile(file: File): { readonly path: string; readonly file: Blob } {
  return { path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file };
}
