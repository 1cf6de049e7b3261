import { Download } from 'lucide-react';
import type { StoredItem as Item } from '../../state/store/storage-slice';
import { ConfirmButton } from '../common/ConfirmButton';
import { formatBytes } from '../format';
import { storedItemFacts, storedItemTitle } from './stored-item-texts';
import { useStoredItem } from './use-files';

/** A line of what this browser keeps. */
export function StoredItem({ item }: { readonly item: Item }) {
  const { loadedModel, training, shown, underWay, inUse, onOpen, onExport, onDelete } = useStoredItem(item);
  const title = storedItemTitle(item);
  return (
    <li>
      <span className="stored-name">
        <strong>{title}</strong>
        {item.kind === 'unreadable' ? (
          <span className="problem">
            Cannot be read. {item.problem}{' '}
            {item.bytes === null ? null : <span className="muted">{formatBytes(item.bytes)}</span>}
          </span>
        ) : (
          <span className="muted">{storedItemFacts(item, loadedModel, training).join(' · ')}</span>
        )}
      </span>
      <span className="stored-tools">
        {item.kind !== 'checkpoint' || shown ? null : (
          <button
            type="button"
            className="button compact"
            disabled={underWay}
            title={underWay ? 'Work of this kind is going on. Stop it first.' : 'Show it in its view, to go on with it'}
            onClick={onOpen}
          >
            Open
          </button>
        )}
        {item.kind === 'unreadable' && item.place === 'detectors' ? null : (
          <button
            type="button"
            className="button compact icon"
            aria-label={`Export ${title}`}
            title="Export as a safetensors file"
            onClick={onExport}
          >
            <Download />
          </button>
        )}
        <ConfirmButton
          label="Delete"
          iconOnly
          accessibleName={`Delete ${title}`}
          title={inUse ? 'Wait until the engine is free.' : 'Delete from this browser'}
          disabled={inUse}
          onConfirm={onDelete}
        />
      </span>
    </li>
  );
}
