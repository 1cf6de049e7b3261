import { Undo2 } from 'lucide-react';
import { formatBytes } from '../format';
import { deletedText } from './run-labels';
import { useRunsStorage } from './use-runs';

/** What was deleted, what could not be stored or read, and how much space there is. */
export function RunsStorage() {
  const { lastDeleted, unstored, unreadable, use, onUndo, onStoreAgain, onDelete } = useRunsStorage();
  return (
    <>
      <div role="status" className="runs-undo">
        {lastDeleted ? (
          <>
            <span>{deletedText(lastDeleted)}</span>
            <button type="button" className="button compact" onClick={onUndo}>
              <Undo2 />
              Undo
            </button>
            <span className="muted">Possible until the page is closed.</span>
          </>
        ) : null}
      </div>
      {unstored > 0 ? (
        <p className="problem">
          {unstored === 1 ? 'One run is' : `${unstored} runs are`} kept in memory only, and lost when the page is
          closed.{' '}
          <button type="button" className="link-button" onClick={onStoreAgain}>
            Store again
          </button>
        </p>
      ) : null}
      {unreadable.map(({ id, name, reason }) => (
        <p key={id} className="problem">
          The stored run “{name}” cannot be read: {reason}.{' '}
          <button type="button" className="link-button" onClick={() => onDelete(id)}>
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
