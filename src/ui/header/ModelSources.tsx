import type { ErrorRecord } from '../../errors/coded-error';
import { useId, useRef, useState, type ComponentProps } from 'react';
import type { ModelSource } from '../../engine/engine';
import type { ModelStatus } from '../../state/store/model-slice';
import { FileInput } from '../common/FileInput';
import { LoadingText } from '../models/LoadingText';
import { ModelProblem } from '../models/ModelProblem';
import { PublicModels } from '../models/PublicModels';

/** Public repositories that hold a CLIP ResNet with both towers. */
const suggestions = [
  ['immich-app/RN50__openai', '408 MB'],
  ['immich-app/RN101__openai', '479 MB'],
  ['immich-app/RN50x4__openai', '714 MB'],
  ['timm/resnet50_clip.openai', '408 MB, one file'],
  ['timm/resnet101_clip.openai', '479 MB, one file'],
] as const;

interface ModelSourcesProps {
  readonly status: ModelStatus;
  /** Whether there is a model already. */
  readonly loaded: boolean;
  readonly models: ComponentProps<typeof PublicModels>['models'];
  /** Why the last attempt failed. */
  readonly problem: ErrorRecord | null;
  readonly onLoad: (source: ModelSource) => void;
  readonly onLoadBuiltin: () => void;
  readonly onOpenFiles: (files: readonly File[]) => void;
  readonly onCancel: () => void;
}

/** Other models: from the hub or any server, from a folder, or the built-in one. */
export function ModelSources({
  status,
  loaded,
  models,
  problem,
  onLoad,
  onLoadBuiltin,
  onOpenFiles,
  onCancel,
}: ModelSourcesProps) {
  const loading = status.kind === 'loading';
  const [address, setAddress] = useState('');
  const folder = useRef<HTMLInputElement>(null);
  const loose = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <PublicModels
        models={models}
        disabled={loading}
        onLoad={(repository) => onLoad({ kind: 'download', address: repository })}
      />
      {status.kind === 'loading' ? (
        <div className="model-loading">
          <LoadingText progress={status.progress} />
          <button type="button" className="button compact" aria-label="Cancel loading" onClick={onCancel}>
            Cancel
          </button>
        </div>
      ) : null}
      {problem === null ? null : <ModelProblem problem={problem} />}
      <form
        className="model-address"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') onLoad({ kind: 'download', address: address.trim() });
        }}
      >
        <label htmlFor={id}>Any other: repository on the hub, or address</label>
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
      <p className="small muted">
        <code>@revision</code> after a repository pins it; without one, the commit of today is noted. Any server works
        that lets other pages read its files (CORS). The files stay in this browser; nothing leaves it.
      </p>
      <div className="button-row">
        <button type="button" className="button" onClick={() => folder.current?.click()} disabled={loading}>
          Open a model folder…
        </button>
        <button type="button" className="button" onClick={() => loose.current?.click()} disabled={loading}>
          Open model files…
        </button>
        <button type="button" className="button" onClick={onLoadBuiltin} disabled={loading}>
          {loaded ? 'Reload the built-in model' : 'Load the built-in model'}
        </button>
      </div>
      <FileInput ref={folder} label="Model folder" folder onFiles={onOpenFiles} />
      <FileInput
        ref={loose}
        label="Model files"
        accept=".onnx,.data,.pt,.pth,.bin,.safetensors,.json,.txt,.gz"
        multiple
        onFiles={onOpenFiles}
      />
    </>
  );
}
