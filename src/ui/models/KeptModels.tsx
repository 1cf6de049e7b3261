import { ShieldCheck } from 'lucide-react';
import type { KeptModel } from '../../runs/shelf/model-shelf';
import { formatBytes } from '../format';
import { ConfirmButton } from '../common/ConfirmButton';
import { keptModelFacts, keptModelSource, keptModelTitle } from './kept-model-texts';
import { useKeptModels, useStorageTotal } from '../common/use-common';
import { Explained } from '../hints/Explained';

/** Downloaded models that this browser keeps, and how much space there is. */
export function KeptModels() {
  const { models, loadedId, ...actions } = useKeptModels();
  return (
    <>
      {models.length === 0 ? (
        <p className="muted small">None yet. A model that is downloaded is kept here, and needs no network again.</p>
      ) : (
        <ul className="stored-files" aria-label="Models in this browser">
          {models.map((model) => (
            <Kept key={model.id} model={model} inUse={model.id === loadedId} {...actions} />
          ))}
        </ul>
      )}
      <StorageTotal models={models} />
    </>
  );
}

interface KeptProps extends Pick<ReturnType<typeof useKeptModels>, 'loading' | 'onLoad' | 'onDelete'> {
  readonly model: KeptModel;
  readonly inUse: boolean;
}

function Kept({ model, inUse, loading, onLoad, onDelete }: KeptProps) {
  const { id, manifest, bytes } = model;
  const title = keptModelTitle(model);
  return (
    <li>
      <span className="stored-name">
        <Explained meaning={title.whole}>
          <strong>{title.short}</strong>
        </Explained>
        <span className="muted">{keptModelFacts(model).join(' · ')}</span>
      </span>
      <span className="stored-tools">
        {manifest === null || manifest.use === 'proposals' ? null : inUse ? (
          <span className="badge">In use</span>
        ) : (
          <button
            type="button"
            className="button compact"
            aria-label={`${manifest.completedAt === null ? 'Go on downloading' : 'Load'} ${title.whole}`}
            disabled={loading}
            onClick={() => onLoad(keptModelSource(id, manifest))}
          >
            {manifest.completedAt === null ? 'Resume' : 'Load'}
          </button>
        )}
        <ConfirmButton
          label="Delete"
          iconOnly
          accessibleName={`Delete ${title.whole}, ${formatBytes(bytes)}`}
          title={inUse || loading ? 'It is in use. Load another model first.' : 'Delete from this browser'}
          disabled={inUse || loading}
          onConfirm={() => onDelete(id)}
        />
      </span>
    </li>
  );
}

function StorageTotal({ models }: { readonly models: readonly KeptModel[] }) {
  const { use, persisted, onKeepForGood } = useStorageTotal();
  if (!use) return null;
  const own = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <div className="storage-total">
      <span className="muted small">
        {models.length > 0 ? `Models take ${formatBytes(own)}. ` : ''}
        All that is stored here: {formatBytes(use.usage)} of the {formatBytes(use.quota)} that the browser allows.
        {persisted ? ' It has promised to keep it.' : ''}
      </span>
      {persisted === false ? (
        <button
          type="button"
          className="button compact"
          title="Asks the browser to delete nothing of this page by itself, also where the disk is nearly full"
          onClick={onKeepForGood}
        >
          <ShieldCheck />
          Keep for good
        </button>
      ) : null}
    </div>
  );
}
