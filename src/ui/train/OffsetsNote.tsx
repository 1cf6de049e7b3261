import { CheckpointPrompts } from './CheckpointPrompts';
import { offsetsText, suitMethod } from './offsets-text';
import { useOffsetsNote } from './use-train';

/** Which offsets the chosen method takes; where there are none, how to come by some. */
export function OffsetsNote() {
  const note = useOffsetsNote();
  if (note === null) return null;
  const { targetPrompts, taken, canShip, own, suggested } = note;
  return (
    <div className="offsets-note">
      <span>{offsetsText(note)}</span>
      <span className="button-row">
        {targetPrompts === null ? (
          <button type="button" className="button compact" onClick={note.onOptimise}>
            Optimise some
          </button>
        ) : null}
        {canShip && taken?.from !== 'model' ? (
          <button type="button" className="button compact" onClick={note.onTakeShipped}>
            Take the shipped offsets
          </button>
        ) : null}
        {taken && own ? (
          <button type="button" className="button compact" onClick={note.onTakeOwn}>
            Take those of the run
          </button>
        ) : null}
      </span>
      {taken?.from === 'checkpoint' ? (
        // Checkpoints of different runs often have one name; what was typed for another is not for this one.
        <CheckpointPrompts
          key={[taken.name, ...taken.offsets.targetPrompts].join('\n')}
          targetPrompts={taken.offsets.targetPrompts}
          onName={note.onName}
        />
      ) : null}
      {suggested === null || suitMethod(targetPrompts, suggested) ? null : (
        <span className="muted">
          This method is meant for offsets from other prompts, such as “{suggested[0]}”.{' '}
          <button type="button" className="button compact" onClick={() => note.onTakePrompts(suggested)}>
            Use its prompts, then optimise
          </button>
        </span>
      )}
    </div>
  );
}
