import { PanelLeftClose, Undo2 } from 'lucide-react';
import { maxTargetPrompts } from '../../method/prompt-limits';
import type { PromptUndo, TargetPrompt } from '../../state/store/prompts-slice';
import { ActionButton } from '../common/ActionButton';
import { PromptThumbnails } from '../photometrics/PromptThumbnails';
import { usePromptThumbnails } from '../photometrics/use-photometrics';
import { DirectionMap } from './DirectionMap';
import { FoldedRail } from './FoldedRail';
import { NewTarget } from './NewTarget';
import { PresetMenu } from './PresetMenu';
import { PromptFigures } from './PromptFigures';
import { SourcePrompt } from './SourcePrompt';
import { TargetRow } from './TargetRow';
import {
  useDirectionCosines,
  useNewTarget,
  usePromptFacts,
  usePromptPresets,
  usePromptUndo,
  useRail,
  useSourcePrompt,
  useTargetPrompts,
} from './use-prompts';

const undoneTexts: Readonly<Record<PromptUndo['kind'], string>> = {
  addition: 'Prompt added.',
  edit: 'Prompt edited.',
  removal: 'Prompt removed.',
  replacement: 'Prompts replaced.',
};

/** Step 1, beside every view that needs it: the other steps begin with these words. */
export function PromptsRail() {
  const { open, targets, toggle } = useRail();
  return open ? <OpenRail /> : <FoldedRail targets={targets} toggle={toggle} />;
}

function OpenRail() {
  const { toggle } = useRail();
  const source = useSourcePrompt();
  const { targets, editTarget, removeTarget, onFocus } = useTargetPrompts();
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
          <div className="button-row">
            <PresetMenu {...usePromptPresets()} />
            <ActionButton action={toggle} icon={<PanelLeftClose />} className="quiet compact" expanded />
          </div>
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
          {targets.map(({ target, problem, twin }, index) => (
            <TargetRow
              key={target.id}
              number={index + 1}
              text={target.text}
              problem={problem}
              onEdit={(edited) => editTarget(target.id, edited)}
              onRemove={() => removeTarget(target.id)}
              onFocus={() => onFocus(target.id)}
              pictures={<FollowedThumbnails target={target} number={index + 1} />}
            >
              {twin === null ? null : <span className="unseen small">the same words as prompt {twin}</span>}
              <FollowedFacts text={target.text} isTarget />
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
            <span>{undoneTexts[undoable]}</span>
            <ActionButton action={undo} label="Undo" icon={<Undo2 />} className="compact" />
          </output>
        ) : null}
        <FollowedNewTarget />
        {targets.length > 1 ? <FollowedDirections /> : null}
      </div>
    </aside>
  );
}

// Embeddings arrive one after the other: each redraws what shows it, and not the rail.

const FollowedNewTarget = () => <NewTarget {...useNewTarget()} />;

function FollowedFacts({ text, isTarget }: { readonly text: string; readonly isTarget: boolean }) {
  return <PromptFigures facts={usePromptFacts(text, isTarget)} />;
}

function FollowedThumbnails({ target, number }: { readonly target: TargetPrompt; readonly number: number }) {
  return <PromptThumbnails {...usePromptThumbnails(target, number)} />;
}

function FollowedDirections() {
  const directions = useDirectionCosines();
  return directions && <DirectionMap directions={directions} />;
}
