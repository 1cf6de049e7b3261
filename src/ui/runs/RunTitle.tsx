import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';

interface RunTitleProps {
  readonly title: string;
  readonly onOpen: () => void;
  /** Null where the title stays as it is. */
  readonly onRename: ((title: string) => void) | null;
}

/** The title of a run, which opens its details; the pencil, or F2, changes it in place. */
export function RunTitle({ title, onOpen, onRename }: RunTitleProps) {
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const end = (typed: string) => {
    setEditing(false);
    if (typed !== title) onRename?.(typed);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (editing) {
    return (
      <input
        className="input run-name"
        aria-label={`New name of ${title}`}
        defaultValue={title}
        maxLength={200}
        ref={(field) => field?.select()}
        onBlur={(event) => end(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            event.currentTarget.value = title;
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
        title={onRename ? 'Details (F2 renames)' : 'Details'}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key === 'F2' && onRename) setEditing(true);
        }}
      >
        {title}
      </button>
      {onRename ? (
        <button
          type="button"
          className="button quiet compact icon"
          aria-label={`Rename ${title}`}
          title="Rename"
          onClick={() => setEditing(true)}
        >
          <Pencil />
        </button>
      ) : null}
    </span>
  );
}
