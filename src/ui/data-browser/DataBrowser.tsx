import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { laterView } from '../common/later-view';
import { useBrowserDialog } from './use-data-browser';

const panel = laterView(async () => (await import('./BrowserPanel')).BrowserPanel);

/** The pictures of a data set, over the whole page. */
export function DataBrowser() {
  const { info, onClose } = useBrowserDialog();
  const isShown = info !== undefined;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isShown) {
      dialog.current?.showModal();
      // Else its first button would have the focus.
      dialog.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    } else dialog.current?.close();
  }, [isShown]);
  return (
    <dialog ref={dialog} className="help data-browser" aria-labelledby="browser-title" onClose={onClose}>
      {info ? (
        <>
          <div className="help-head">
            <h2 id="browser-title">Pictures of {info.title}</h2>
            <button type="button" className="button quiet icon" aria-label="Close pictures" onClick={onClose}>
              <X />
            </button>
          </div>
          <panel.Component key={info.id} />
        </>
      ) : null}
    </dialog>
  );
}
