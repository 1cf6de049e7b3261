import { useId, useState } from 'react';
import { areNumbered } from '../../formats/text/prompt-lines';

interface CheckpointPromptsProps {
  readonly targetPrompts: readonly string[];
  /** Names the targets, one a line. @returns why it does not; null where it does */
  readonly onName: (text: string) => string | null;
}

/** What the offsets of a checkpoint are for: it does not say, so the user may. */
export function CheckpointPrompts({ targetPrompts, onName }: CheckpointPromptsProps) {
  const [text, setText] = useState(targetPrompts.join('\n'));
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const unnamed = areNumbered(targetPrompts);
  return (
    <details open={unnamed}>
      <summary className="small">Target prompts of the checkpoint</summary>
      <p className="muted small">
        {unnamed
          ? `The file does not say what its ${targetPrompts.length} offsets are for, and no known set of prompts has as many. Paste the prompts that they were optimised for.`
          : 'The file does not name them. Correct them where they were optimised for others.'}
      </p>
      <div className="field">
        <label htmlFor={id}>One prompt a line, in the order of its prompt file</label>
        <textarea
          id={id}
          className="input"
          rows={Math.min(targetPrompts.length, 8)}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => setText(event.target.value)}
        />
        {problem === null ? null : (
          <p id={`${id}-problem`} className="small" role="alert">
            {problem}
          </p>
        )}
      </div>
      <button type="button" className="button compact" onClick={() => setProblem(onName(text))}>
        Name the targets
      </button>
    </details>
  );
}
