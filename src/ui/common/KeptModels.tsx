import { ShieldCheck } from 'lucide-react';
import type { KeptModel } from '../../runs/shelf/model-shelf';
import { deleteKeptModel } from '../../state/library/kept-models';
import { loadModel } from '../../state/jobs/load-model';
import { requestPersistence } from '../../state/library/storage-use';
import { useStore } from '../../state/store/store';
import { ConfirmButton } from './ConfirmButton';
import { formatBytes } from '../format';

/** Downloaded models that this browser keeps, and how much space there is. */
export function KeptModels() {
  const models = useStore((state) => state.keptModels);
  return (
    <>
      {models.length === 0 ? (
        <p className="muted small">None yet. A model that is downloaded is kept here, and needs no network again.</p>
      ) : (
        <ul className="stored-files" aria-label="Models in this browser">
          {models.map((model) => (
            <Kept key={model.id} model={model} />
          ))}
        </ul>
      )}
      <StorageTotal />
    </>
  );
}

function Kept({ model }: { readonly model: KeptModel }) {
  const { id, manifest, bytes } = model;
  const loading = useStore((state) => state.model.status.kind === 'loading');
  const inUse = useStore(({ model: { info } }) => info?.origin.kind === 'download' && info.origin.keptId === id);
  const title = manifest?.title ?? 'A model that cannot be read';
  return (
    <li>
      <span className="stored-name">
        <strong title={title}>{shortened(title, manifest?.commit ?? null)}</strong>
        <span className="muted">{factsOf(model).join(' · ')}</span>
      </span>
      <span className="stored-tools">
        {manifest === null ? null : inUse ? (
          <span className="badge">In use</span>
        ) : (
          <button
            type="button"
            className="button compact"
            aria-label={`${manifest.completedAt === null ? 'Go on downloading' : 'Load'} ${title}`}
            disabled={loading}
            onClick={() =>
              void loadModel(
                manifest.completedAt === null
                  ? { kind: 'download', address: addressOf(manifest) }
                  : { kind: 'kept', id },
              )
            }
          >
            {manifest.completedAt === null ? 'Go on' : 'Load'}
          </button>
        )}
        <ConfirmButton
          label="Delete"
          iconOnly
          accessibleName={`Delete ${title}, ${formatBytes(bytes)}`}
          title={inUse || loading ? 'It is in use. Load another model first.' : 'Delete from this browser'}
          disabled={inUse || loading}
          onConfirm={() => void deleteKeptModel(id)}
        />
      </span>
    </li>
  );
}

/** Ten digits tell commits apart. */
function shortened(title: string, commit: string | null): string {
  return commit === null ? title : title.replace(commit, commit.slice(0, 10));
}

/** The commit that was begun, not the newest one, where the address leaves it open. */
function addressOf({ address, commit }: NonNullable<KeptModel['manifest']>): string {
  return commit !== null && /^[\w.-]+\/[\w.-]+$/u.test(address) ? `${address}@${commit}` : address;
}

function factsOf({ manifest, bytes }: KeptModel): readonly string[] {
  if (manifest === null) return [formatBytes(bytes)];
  const { completedAt, startedAt, files } = manifest;
  const day = new Date(completedAt ?? startedAt).toLocaleDateString('en', { dateStyle: 'medium' });
  const host = hostOf(files[0]?.url);
  const from = host === null ? [] : [`from ${host}`];
  if (completedAt !== null) return [formatBytes(bytes), day, ...from];
  const known = files.every((file) => file.bytes !== null);
  const total = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  return [`unfinished, ${formatBytes(bytes)}${known ? ` of ${formatBytes(total)}` : ''}`, `begun ${day}`, ...from];
}

function hostOf(url: string | undefined): string | null {
  try {
    return new URL(url ?? '').host;
  } catch {
    // A manifest says where its files came from; one that does not is no reason to hide the model.
    return null;
  }
}

function StorageTotal() {
  const use = useStore((state) => state.storageUse);
  const persisted = useStore((state) => state.storagePersisted);
  const models = useStore((state) => state.keptModels);
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
          onClick={() => void requestPersistence()}
        >
          <ShieldCheck />
          Keep for good
        </button>
      ) : null}
    </div>
  );
}
