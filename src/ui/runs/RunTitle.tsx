import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RunEntry } from '../../runs/library/library-record';
import { changeRun } from '../../state/library/kept-runs';
import { store } from '../../state/store/store';

/** The title of a run, which opens its details; the pencil, or F2, changes it in place. */
export function RunTitle({ entry: { head } }: { readonly entry: RunEntry }) {
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { setOpenedRun } = store.getState();
  const end = (title: string | null) => {
    setEditing(false);
    if (title !== null && title !== head.title) void changeRun(head.id, { title });
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (editing) {
    return (
      <input
        className="input run-name"
        aria-label={`New name of ${head.title}`}
        defaultValue={head.title}
        maxLength={200}
        ref={(field) => field?.select()}
        onBlur={(event) => end(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            event.currentTarget.value = head.title;
            event.currentTarget.blur();
          }
        }}
      />
    );
  }
  return (
    <span className="run-title">
      <button
        ref={opener}
        type="button"
        className="link-button"
        title="Details (F2 renames)"
        onClick={() => setOpenedRun(head.id)}
        onKeyDown={(event) => {
          if (event.key === 'F2') setEditing(true);
        }}
      >
        {head.title}
      </button>
      <button
        type="button"
        className="button quiet compact icon"
        aria-label={`Rename ${head.title}`}
        title="Rename"
        onClick={() => setEditing(true)}
      >
        <Pencil />
      </button>
    </span>
  );
}
