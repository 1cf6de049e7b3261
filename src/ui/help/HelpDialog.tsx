import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { PresentationChoices } from './PresentationChoices';
import { MethodText } from './later-method-text';
import { useHelp } from './use-help';

/** What the method does, and every key; the keys come from the same list as the buttons. */
export function HelpDialog() {
  const { open, shortcuts, shortcutsEnabled, onClose, onEnableShortcuts, ...presentation } = useHelp();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      {open ? (
        <>
          <div className="help-head">
            <h2 id="help-title">Help</h2>
            <button type="button" className="button quiet icon" aria-label="Close help" onClick={onClose}>
              <X />
            </button>
          </div>
          <div className="help-body">
            <MethodText />
            <div style={{ display: 'grid', gap: 16, alignContent: 'start' }}>
              {shortcuts.map(({ group, actions }) => (
                <div key={group}>
                  <h3>{group}</h3>
                  <dl className="shortcuts">
                    {actions.map((action) => (
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
              <PresentationChoices {...presentation} />
              <label className="choice">
                <input
                  type="checkbox"
                  checked={shortcutsEnabled}
                  onChange={(event) => onEnableShortcuts(event.target.checked)}
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
