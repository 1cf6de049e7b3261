import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';

interface TargetRowProps {
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly text: string;
  /** What is wrong with the prompt; it stands in place of the facts. */
  readonly problem: string | null;
  readonly onEdit: (text: string) => void;
  readonly onRemove: () => void;
  /** Somebody begins to type in it. */
  readonly onFocus: () => void;
  /** What the words do to a picture. */
  readonly pictures?: ReactNode;
  /** What the text encoder says about the prompt. */
  readonly children?: ReactNode;
}

/** One target prompt: Enter ends the editing, and a prompt is one line. */
export function TargetRow({ number, text, problem, onEdit, onRemove, onFocus, pictures, children }: TargetRowProps) {
  const facts = useId();
  return (
    <li className="target">
      <span className="index" aria-hidden="true">
        {number}
      </span>
      <textarea
        className="prompt-input"
        rows={1}
        spellCheck={false}
        value={text}
        aria-label={`Target prompt ${number}`}
        aria-invalid={problem !== null}
        aria-describedby={facts}
        onFocus={onFocus}
        onChange={(event) => onEdit(event.target.value.replaceAll('\n', ' '))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <button
        type="button"
        className="button quiet compact icon remove"
        aria-label={`Remove target prompt ${number}`}
        title="Remove (can be undone)"
        onClick={onRemove}
      >
        <X />
      </button>
      {problem === null ? pictures : null}
      <div id={facts} className="facts">
        {problem === null ? children : <span className="problem">{problem}</span>}
      </div>
    </li>
  );
}
