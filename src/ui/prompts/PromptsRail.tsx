import { Undo2 } from 'lucide-react';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { ActionButton } from '../common/ActionButton';
import { DirectionMap } from './DirectionMap';
import { NewTarget } from './NewTarget';
import { PresetMenu } from './PresetMenu';
import { PromptFigures } from './PromptFigures';
import { SourcePrompt } from './SourcePrompt';
import { TargetRow } from './TargetRow';
import {
  useDirectionCosines,
  usePromptFacts,
  usePromptPresets,
  usePromptUndo,
  useSourcePrompt,
  useTargetPrompts,
} from './use-prompts';

/** Step 1, always in view: every other step begins with these words. */
export function PromptsRail() {
  const source = useSourcePrompt();
  const { targets, addTarget, editTarget, removeTarget } = useTargetPrompts();
  const { undoable, undo } = usePromptUndo();
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
          <PresetMenu {...usePromptPresets()} />
        </div>
        <SourcePrompt {...source}>
          <FollowedFacts text={source.text} isTarget={false} />
        </SourcePrompt>
        <div className="prompt-label">
          <span>Target prompts</span>
          <span className="muted number">
            {targets.length} of {maxTargetPrompts}
          </span>
        </div>
      </div>
      <div className="rail-scroll">
        <ol aria-label="Target prompts">
          {targets.map(({ id, text, problem }, index) => (
            <TargetRow
              key={id}
              number={index + 1}
              text={text}
              problem={problem}
              onEdit={(edited) => editTarget(id, edited)}
              onRemove={() => removeTarget(id)}
            >
              <FollowedFacts text={text} isTarget />
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
            <span>{undoable === 'removal' ? 'Prompt removed.' : 'Prompts replaced.'}</span>
            <ActionButton action={undo} label="Undo" icon={<Undo2 />} className="compact" />
          </output>
        ) : null}
        <NewTarget onAdd={addTarget} />
        {targets.length > 1 ? <FollowedDirections /> : null}
      </div>
    </aside>
  );
}

// Embeddings arrive one after the other: each redraws what shows it, and not the rail.

function FollowedFacts({ text, isTarget }: { readonly text: string; readonly isTarget: boolean }) {
  return <PromptFigures facts={usePromptFacts(text, isTarget)} />;
}

function FollowedDirections() {
  const directions = useDirectionCosines();
  return directions && <DirectionMap directions={directions} />;
}
