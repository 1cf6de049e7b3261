import type { Origin } from '../../state/store/optimisation-slice';
import { store, type State, useStore } from '../../state/store/store';
import type { TrainingOffsets } from '../../state/store/training-slice';
import { chosenMethod, loadShippedOffsets, needsOffsets, usableOffsets } from '../../state/jobs/training-method';
import { CheckpointPrompts } from './CheckpointPrompts';

const origins: Readonly<Record<Origin, string>> = {
  live: 'your last run',
  restored: 'your last run',
  imported: 'the run from the session file',
  recorded: 'the recorded example',
};

/** Which offsets the chosen method takes; where there are none, how to come by some. */
export function OffsetsNote() {
  const method = useStore(chosenMethod);
  const offsets = useStore(usableOffsets);
  const taken = useStore(takenOffsets);
  const origin = useStore((state) => state.run.origin);
  const canShip = useStore((state) => (state.model.info?.offsets.length ?? 0) > 0);
  const own = useStore(({ run, model }) => run.offsets !== null && run.provenance?.modelHash === model.info?.hash);
  const { setView, setTrainingOffsets, replacePrompts } = store.getState();
  if (!method || !needsOffsets(method)) return null;
  const suggested = method.suggestedPrompts;
  const fitting = suggested === null || (offsets?.targetPrompts.every((prompt) => suggested.includes(prompt)) ?? false);
  return (
    <div className="offsets-note">
      <span>
        {offsets === null
          ? 'Offsets: none yet.'
          : `Offsets: ${taken ? sourceOf(taken) : origins[origin]}, ${offsets.targetPrompts.length} target prompts.`}
      </span>
      <span className="button-row">
        {offsets === null ? (
          <button type="button" className="button compact" onClick={() => setView('optimise')}>
            Optimise some
          </button>
        ) : null}
        {canShip && taken?.from !== 'model' ? (
          <button type="button" className="button compact" onClick={() => void loadShippedOffsets()}>
            Take the shipped ones
          </button>
        ) : null}
        {taken && own ? (
          <button type="button" className="button compact" onClick={() => setTrainingOffsets(null)}>
            Take those of the run
          </button>
        ) : null}
      </span>
      {taken?.from === 'checkpoint' ? <CheckpointPrompts key={taken.name} taken={taken} /> : null}
      {fitting || suggested === null ? null : (
        <span className="muted">
          This method is meant for offsets from other prompts, such as “{suggested[0]}”.{' '}
          <button
            type="button"
            className="button compact"
            onClick={() => {
              replacePrompts({ sourcePrompt: store.getState().sourcePrompt, targetPrompts: suggested });
              setView('optimise');
            }}
          >
            Use its prompts, then optimise
          </button>
        </span>
      )}
    </div>
  );
}

function takenOffsets({ trainingOffsets, model }: State): TrainingOffsets | null {
  return trainingOffsets?.modelHash === model.info?.hash ? trainingOffsets : null;
}

function sourceOf({ from, name }: TrainingOffsets): string {
  switch (from) {
    case 'model':
      return 'shipped with the model';
    case 'checkpoint':
      return `of the checkpoint “${name}”`;
    default:
      return from satisfies never;
  }
}
