import { Plus } from 'lucide-react';
import { useState } from 'react';

interface NewTargetProps {
  readonly text: string;
  readonly onType: (text: string) => void;
  /** @returns why the text is refused, or null. */
  readonly onAdd: () => string | null;
}

/** Enter adds; a refused text stays where it was typed. */
export function NewTarget({ text, onType, onAdd }: NewTargetProps) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(onAdd());
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
            onType(event.target.value);
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
