import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { actionGroups } from '../../state/store/action';
import { allActions } from '../../state/store/actions';
import { store, useStore } from '../../state/store/store';
import { MethodText } from './MethodText';

/** What the method does, and every key; the keys come from the same list as the buttons. */
export function HelpDialog() {
  const open = useStore((state) => state.helpOpen);
  const enabled = useStore((state) => state.shortcutsEnabled);
  const { setHelpOpen, setShortcutsEnabled } = store.getState();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={() => setHelpOpen(false)}>
      {open ? (
        <>
          <div className="help-head">
            <h2 id="help-title">Help</h2>
            <button
              type="button"
              className="button quiet icon"
              aria-label="Close help"
              onClick={() => setHelpOpen(false)}
            >
              <X />
            </button>
          </div>
          <div className="help-body">
            <MethodText />
            <div style={{ display: 'grid', gap: 16, alignContent: 'start' }}>
              {actionGroups.map((group) => (
                <div key={group}>
                  <h3>{group}</h3>
                  <dl className="shortcuts">
                    {allActions
                      .filter((action) => action.group === group && action.key !== undefined)
                      .map((action) => (
                        <div key={action.id} style={{ display: 'contents' }}>
                          <dt>
                            <kbd>{action.keyLabel ?? action.key}</kbd>
                          </dt>
                          <dd>{action.label}</dd>
                        </div>
                      ))}
                  </dl>
                </div>
              ))}
              <label className="choice">
                <input
                  type="checkbox"
                  checked={enabled}
                  onChange={(event) => setShortcutsEnabled(event.target.checked)}
                />
                <span>Single-key shortcuts</span>
                <span className="muted">Switch them off where they get in the way of speech input.</span>
              </label>
            </div>
          </div>
        </>
      ) : null}
    </dialog>
  );
}
