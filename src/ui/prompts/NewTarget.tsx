import { Plus } from 'lucide-react';
import { useState } from 'react';

interface NewTargetProps {
  /** @returns why the text is refused, or null. */
  readonly onAdd: (text: string) => string | null;
}

/** Enter adds; a refused text stays where it was typed. */
export function NewTarget({ onAdd }: NewTargetProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const refusal = onAdd(text);
    setProblem(refusal);
    if (refusal === null) setText('');
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div style={{ display: 'flex', gap: 6 }}>
        <input
          className="input"
          data-focus="new-target"
          placeholder="an image taken on a …"
          aria-label="New target prompt"
          aria-invalid={problem !== null}
          aria-describedby={problem ? 'new-target-problem' : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
        />
        <button type="submit" className="button" title="Add (Enter)">
          <Plus />
          Add
        </button>
      </div>
      {problem ? (
        <p className="problem" role="alert" id="new-target-problem">
          {problem}
        </p>
      ) : null}
    </form>
  );
}
