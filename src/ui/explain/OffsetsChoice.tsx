import { explainedOffsets, showRunOffsets, showShippedOffsets } from '../../state/jobs/explained-offsets';
import { useStore } from '../../state/store/store';

/** Which offsets this view looks at. */
export function OffsetsChoice() {
  const offsets = useStore(explainedOffsets);
  const shipped = useStore((state) => state.shippedOffsets);
  const names = useStore((state) => state.model.info?.offsets ?? noNames);
  const hasRun = useStore((state) => state.run.pooled !== null);
  return (
    <div className="button-row">
      <output className="run-status" aria-label="Offsets in view">
        {offsets ? (
          <span>
            Looking at <strong>{offsets.title}</strong>: {offsets.pooled.targetPrompts.length} target prompts, source “
            {offsets.pooled.sourcePrompt}”.
          </span>
        ) : (
          <span className="muted">
            {hasRun
              ? 'The offsets of the run belong to another model. Optimise again, or look at shipped ones.'
              : 'There are no offsets of the loaded model yet. Optimise some, or look at shipped ones.'}
          </span>
        )}
      </output>
      {names
        .filter((name) => shipped?.value.name !== name)
        .map((name) => (
          <button key={name} type="button" className="button compact" onClick={() => void showShippedOffsets(name)}>
            Use the shipped offsets “{name}”
          </button>
        ))}
      {shipped ? (
        <button type="button" className="button compact" onClick={showRunOffsets}>
          Use the offsets of the run
        </button>
      ) : null}
    </div>
  );
}

const noNames: readonly string[] = [];
