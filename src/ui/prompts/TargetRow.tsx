import { X } from 'lucide-react';
import { promptProblem } from '../../state/settings/prompt-problems';
import type { TargetPrompt } from '../../state/store/prompts-slice';
import { store } from '../../state/store/store';
import { PromptFacts } from './PromptFacts';

interface TargetRowProps {
  readonly target: TargetPrompt;
  readonly index: number;
}

export function TargetRow({ target, index }: TargetRowProps) {
  const { editTarget, removeTarget } = store.getState();
  const problem = promptProblem(target.text);
  const number = index + 1;
  return (
    <li className="target">
      <span className="index" aria-hidden="true">
        {number}
      </span>
      <textarea
        className="prompt-input"
        rows={1}
        spellCheck={false}
        value={target.text}
        aria-label={`Target prompt ${number}`}
        aria-invalid={problem !== null}
        aria-describedby={`target-facts-${target.id}`}
        onChange={(event) => editTarget(target.id, event.target.value.replaceAll('\n', ' '))}
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
        onClick={() => removeTarget(target.id)}
      >
        <X />
      </button>
      <div id={`target-facts-${target.id}`} className="facts">
        {problem ? <span className="problem">{problem}</span> : <PromptFacts text={target.text} target />}
      </div>
    </li>
  );
}
