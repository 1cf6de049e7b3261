import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { FileInput } from '../common/FileInput';
import { Panel } from '../common/Panel';
import { formatBytes } from '../format';
import { storedItemKey } from './stored-item-texts';
import { StoredItem } from './StoredItem';
import { useStoredItems } from './use-files';

/** Checkpoints and detectors that this browser keeps: open, export, delete, and open those of others. */
export function StoredFiles() {
  const { items, onOpenFile, onStoreAgain } = useStoredItems();
  const total = items.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  const unstored = items.some((item) => item.kind !== 'unreadable' && item.place === 'memory');
  const input = useRef<HTMLInputElement>(null);
  return (
    <Panel
      title="Stored in this browser"
      tools={
        <>
          {items.length > 0 ? <span className="muted small">{formatBytes(total)}</span> : null}
          {unstored ? (
            <button type="button" className="button compact" onClick={onStoreAgain}>
              Store again
            </button>
          ) : null}
          <button type="button" className="button compact" onClick={() => input.current?.click()}>
            <FolderOpen />
            Open file…
          </button>
        </>
      }
    >
      <FileInput
        ref={input}
        label="Checkpoint or detector file"
        accept=".safetensors"
        onFiles={([file]) => {
          if (file) onOpenFile(file);
        }}
      />
      {items.length === 0 ? (
        <p className="muted small">
          Checkpoints of unfinished runs and the detectors that come out of them are kept here, and found again after a
          reload. They never leave your machine, unless you export them.
        </p>
      ) : (
        <ul className="stored-files" aria-label="Stored files">
          {items.map((item) => (
            <StoredItem key={storedItemKey(item)} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
