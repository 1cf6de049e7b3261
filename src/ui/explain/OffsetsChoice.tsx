import { useOffsetsChoice } from './use-explain';

/** Which offsets this view looks at. */
export function OffsetsChoice() {
  const { offsets, shipped, names, hasRun, onShipped, onRun } = useOffsetsChoice();
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
        .filter((name) => shipped !== name)
        .map((name) => (
          <button key={name} type="button" className="button compact" onClick={() => onShipped(name)}>
            Use the shipped offsets “{name}”
          </button>
        ))}
      {shipped !== null ? (
        <button type="button" className="button compact" onClick={onRun}>
          Use the offsets of the run
        </button>
      ) : null}
    </div>
  );
}
