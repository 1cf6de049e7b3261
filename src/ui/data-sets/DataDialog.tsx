import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { laterView } from '../common/later-view';
import { useDataDialog } from './use-data-sets';

const panel = laterView(async () => (await import('./DataPanel')).DataPanel);

/** The data sets that are open, and the ways to open more. */
export function DataDialog() {
  const { shown, onClose } = useDataDialog();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} className="help data-dialog" aria-labelledby="data-title" onClose={onClose}>
      {shown ? (
        <>
          <div className="help-head">
            <h2 id="data-title">Data</h2>
            <button type="button" className="button quiet icon" aria-label="Close data" onClick={onClose}>
              <X />
            </button>
          </div>
          <panel.Component />
        </>
      ) : null}
    </dialog>
  );
}
