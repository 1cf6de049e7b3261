import { Download, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { isActive } from '../../state/store/optimisation-slice';
import type { UnfinishedKind } from '../../runs/unfinished/unfinished-file';
import { discardWork, openWork } from '../../state/library/restore-work';
import type { StoredItem } from '../../state/store/storage-slice';
import { storeAgain } from '../../state/library/store-again';
import { type State, useStore } from '../../state/store/store';
import {
  deleteDetector,
  deleteUnreadable,
  exportCheckpoint,
  exportDetector,
  exportStoredFile,
  importTrainingFile,
} from '../../state/files/training-files';
import { ConfirmButton } from '../common/ConfirmButton';
import { Panel } from '../common/Panel';
import { formatBytes, formatCount } from '../format';

/** Checkpoints and detectors that this browser keeps: open, export, delete, and open those of others. */
export function StoredFiles() {
  const items = useStore((state) => state.storedItems);
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
            <button type="button" className="button compact" onClick={() => void storeAgain()}>
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
      <input
        ref={input}
        type="file"
        hidden
        accept=".safetensors"
        aria-label="Checkpoint or detector file"
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file chosen again must be heard of again.
          target.value = '';
          if (file) void importTrainingFile(file);
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
            <StoredFile key={`${item.kind}-${keyOf(item)}`} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function keyOf(item: StoredItem): string {
  switch (item.kind) {
    case 'checkpoint':
      return item.id;
    case 'detector':
      return `${item.model.hash}-${item.name}`;
    case 'unreadable':
      return item.fileName;
    default:
      return item satisfies never;
  }
}

function StoredFile({ item }: { readonly item: StoredItem }) {
  const title = item.kind === 'unreadable' ? item.fileName : item.title;
  return (
    <li>
      <span className="stored-name">
        <strong>{title}</strong>
        <Facts item={item} />
      </span>
      <span className="stored-tools">
        <OpenButton item={item} />
        {item.kind === 'unreadable' && item.place === 'detectors' ? null : (
          <button
            type="button"
            className="button compact icon"
            aria-label={`Export ${title}`}
            title="Export as a safetensors file"
            onClick={() => void exportItem(item)}
          >
            <Download />
          </button>
        )}
        <DeleteButton item={item} title={title} />
      </span>
    </li>
  );
}

function Facts({ item }: { readonly item: StoredItem }) {
  const loaded = useStore((state) => state.model.info?.hash);
  if (item.kind === 'unreadable')
    return (
      <span className="problem">
        Cannot be read. {item.problem}{' '}
        {item.bytes === null ? null : <span className="muted">{formatBytes(item.bytes)}</span>}
      </span>
    );
  const facts = [
    item.kind === 'checkpoint'
      ? `checkpoint, ${formatCount(item.steps)} of ${formatCount(item.total)} ${units[item.work]}`
      : 'detector',
    ...(item.bytes === null ? [] : [formatBytes(item.bytes)]),
    ...(item.place === 'memory' ? ['in memory only, gone with this page'] : []),
    ...(loaded === undefined || loaded === item.model.hash ? [] : [`of another model, ${item.model.name}`]),
  ];
  return <span className="muted">{facts.join(' · ')}</span>;
}

function OpenButton({ item }: { readonly item: StoredItem }) {
  const busy = useStore((state) => item.kind === 'checkpoint' && isUnderWay(state, item.work));
  const shown = useStore((state) => item.kind === 'checkpoint' && shownWork(state, item.work) === item.id);
  if (item.kind !== 'checkpoint' || shown) return null;
  return (
    <button
      type="button"
      className="button compact"
      disabled={busy}
      title={busy ? 'Work of this kind is going on. Stop it first.' : 'Show it in its view, to go on with it'}
      onClick={() => void openWork(item.work, item.id)}
    >
      Open
    </button>
  );
}

const units: Readonly<Record<UnfinishedKind, string>> = {
  training: 'steps',
  optimisation: 'iterations',
  evaluation: 'images',
};

function isUnderWay({ training, run, evaluationProgress }: State, kind: UnfinishedKind): boolean {
  switch (kind) {
    case 'training':
      return isActive(training.status);
    case 'optimisation':
      return isActive(run.status);
    case 'evaluation':
      return evaluationProgress !== null;
    default:
      return kind satisfies never;
  }
}

/** Id of the work of a kind that the page shows, and that has a checkpoint. */
function shownWork({ training, run, evaluations }: State, kind: UnfinishedKind): string | null {
  switch (kind) {
    case 'training':
      return training.kept === null ? null : training.id;
    case 'optimisation':
      return run.kept === null ? null : run.id;
    case 'evaluation':
      return evaluations.a?.id ?? null;
    default:
      return kind satisfies never;
  }
}

function DeleteButton({ item, title }: { readonly item: StoredItem; readonly title: string }) {
  const busy = useStore((state) =>
    item.kind === 'checkpoint'
      ? isUnderWay(state, item.work) && shownWork(state, item.work) === item.id
      : state.evaluationProgress !== null || isActive(state.training.status),
  );
  return (
    <ConfirmButton
      label="Delete"
      iconOnly
      accessibleName={`Delete ${title}`}
      title={busy ? 'Wait until the engine is free.' : 'Delete from this browser'}
      disabled={busy}
      onConfirm={() => void deleteItem(item)}
    />
  );
}

function exportItem(item: StoredItem): Promise<void> {
  switch (item.kind) {
    case 'checkpoint':
      return exportCheckpoint(item.id, item.title);
    case 'detector':
      return exportDetector(item.name, item.model.hash);
    case 'unreadable':
      return exportStoredFile(item.fileName);
    default:
      return item satisfies never;
  }
}

function deleteItem(item: StoredItem): Promise<void> {
  switch (item.kind) {
    case 'checkpoint':
      return discardWork(item.work, item.id);
    case 'detector':
      return deleteDetector(item.name, item.model.hash);
    case 'unreadable':
      return deleteUnreadable(item);
    default:
      return item satisfies never;
  }
}
