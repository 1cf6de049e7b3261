import { Undo2 } from 'lucide-react';
import { actions } from '../../state/store/actions';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { promptProblem } from '../../state/settings/prompt-problems';
import { store, useStore } from '../../state/store/store';
import { ActionButton } from '../common/ActionButton';
import { DirectionMap } from './DirectionMap';
import { NewTarget } from './NewTarget';
import { PresetMenu } from './PresetMenu';
import { PromptFacts } from './PromptFacts';
import { TargetRow } from './TargetRow';

/** Step 1, always in view: every other step begins with these words. */
export function PromptsRail() {
  const sourcePrompt = useStore((state) => state.sourcePrompt);
  const targets = useStore((state) => state.targets);
  const undoable = useStore((state) => state.promptUndo.at(-1));
  const { setSourcePrompt, editTarget, removeTarget } = store.getState();
  const problem = promptProblem(sourcePrompt);
  return (
    <aside className="rail" aria-label="Prompts">
      <div className="rail-head">
        <div className="title-row">
          <h2>
            <span className="step-number" aria-hidden="true">
              1
            </span>
            Prompts
          </h2>
          <PresetMenu />
        </div>
        <div className="field">
          <label
            className="prompt-label"
            htmlFor="source-prompt"
            title="What the training images are; the direction to each target starts here."
          >
            Source prompt
          </label>
          <textarea
            id="source-prompt"
            className="prompt-input"
            rows={1}
            spellCheck={false}
            value={sourcePrompt}
            aria-invalid={problem !== null}
            aria-describedby="source-facts"
            onChange={(event) => setSourcePrompt(event.target.value.replaceAll('\n', ' '))}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
          <div id="source-facts">
            {problem ? (
              <p className="problem" role="alert">
                {problem}
              </p>
            ) : (
              <PromptFacts text={sourcePrompt} />
            )}
          </div>
        </div>
        <div className="prompt-label">
          <span>Target prompts</span>
          <span className="muted number">
            {targets.length} of {maxTargetPrompts}
          </span>
        </div>
      </div>
      <div className="rail-scroll">
        <ol aria-label="Target prompts">
          {targets.map(({ id, text }, index) => (
            <TargetRow
              key={id}
              number={index + 1}
              text={text}
              problem={promptProblem(text)}
              onEdit={(edited) => editTarget(id, edited)}
              onRemove={() => removeTarget(id)}
            >
              <PromptFacts text={text} target />
            </TargetRow>
          ))}
        </ol>
        {targets.length === 0 ? (
          <p className="muted small">No target prompt yet. Type one below, or take a preset.</p>
        ) : null}
      </div>
      <div className="rail-foot">
        {undoable ? (
          <output className="undo-row">
            <span>{undoable.kind === 'removal' ? 'Prompt removed.' : 'Prompts replaced.'}</span>
            <ActionButton action={actions.undoPrompts} label="Undo" icon={<Undo2 />} className="compact" />
          </output>
        ) : null}
        <NewTarget />
        {targets.length > 1 ? <DirectionMap /> : null}
      </div>
    </aside>
  );
}
