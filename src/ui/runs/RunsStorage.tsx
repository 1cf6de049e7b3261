import { Undo2 } from 'lucide-react';
import { deleteRuns, undoDeletion } from '../../state/library/kept-runs';
import { storeAgain } from '../../state/library/store-again';
import { useStore } from '../../state/store/store';
import { formatBytes } from '../format';

/** What was deleted, what could not be stored or read, and how much space there is. */
export function RunsStorage() {
  const deleted = useStore((state) => state.deletedRuns);
  const unstored = useStore((state) => state.unstoredRuns);
  const unreadable = useStore((state) => state.unreadableRuns);
  const use = useStore((state) => state.storageUse);
  const last = deleted.at(-1);
  const count = last ? last.entries.length + last.unreadable.length : 0;
  return (
    <>
      <div role="status" className="runs-undo">
        {last ? (
          <>
            <span>
              {count === 1
                ? `“${last.entries[0]?.head.title ?? last.unreadable[0]?.name ?? ''}” was deleted.`
                : `${count} runs were deleted.`}
            </span>
            <button type="button" className="button compact" onClick={() => void undoDeletion()}>
              <Undo2 />
              Undo
            </button>
            <span className="muted">Possible until the page is closed.</span>
          </>
        ) : null}
      </div>
      {unstored.size > 0 ? (
        <p className="problem">
          {unstored.size === 1 ? 'One run is' : `${unstored.size} runs are`} kept in memory only, and lost when the page
          is closed.{' '}
          <button type="button" className="link-button" onClick={() => void storeAgain()}>
            Store again
          </button>
        </p>
      ) : null}
      {unreadable.map(({ id, name, reason }) => (
        <p key={id} className="problem">
          The stored run “{name}” cannot be read: {reason}.{' '}
          <button type="button" className="link-button" onClick={() => void deleteRuns([id])}>
            Delete “{name}”
          </button>
        </p>
      ))}
      {use ? (
        <p className="muted small">
          Runs, detectors and checkpoints use {formatBytes(use.usage)} of the {formatBytes(use.quota)} that the browser
          allows this page. Nothing is deleted by itself.
        </p>
      ) : null}
    </>
  );
}
