import type { ReactNode } from 'react';

interface SourcePromptProps {
  readonly text: string;
  /** What is wrong with the prompt; it stands in place of the facts. */
  readonly problem: string | null;
  readonly onEdit: (text: string) => void;
  /** What the text encoder says about the prompt. */
  readonly children?: ReactNode;
}

/** The prompt that every text direction starts from; a prompt is one line. */
export function SourcePrompt({ text, problem, onEdit, children }: SourcePromptProps) {
  return (
    <div className="field" data-hint="What the training images are; the direction to each target starts here.">
      <label className="prompt-label" htmlFor="source-prompt">
        Source prompt
      </label>
      <textarea
        id="source-prompt"
        className="prompt-input"
        rows={1}
        spellCheck={false}
        value={text}
        aria-invalid={problem !== null}
        aria-describedby="source-facts"
        onChange={(event) => onEdit(event.target.value.replaceAll('\n', ' '))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <div id="source-facts">
        {problem === null ? (
          children
        ) : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}
