import { useId } from 'react';
import { planeAxesNames, type PlaneAxesName } from '../../analysis/embedding/plane-choice';
import { explainActions } from './use-explain';

const texts: Readonly<Record<PlaneAxesName, string>> = { principal: 'Principal axes', text: 'Source to target' };

interface PlaneAxesProps {
  readonly axes: PlaneAxesName;
  readonly onAxes: (axes: PlaneAxesName) => void;
  /** Of the target prompts. */
  readonly names: readonly string[];
  readonly target: number;
  readonly onTarget: (target: number) => void;
}

/** What spans the plane. */
export function PlaneAxes({ axes, onAxes, names, target, onTarget }: PlaneAxesProps) {
  const id = useId();
  return (
    <div className="button-row">
      <fieldset className="segmented" aria-label="Axes of the plane">
        {planeAxesNames.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === axes}
            title={`${explainActions.otherAxes.label} (${explainActions.otherAxes.keyLabel})`}
            onClick={() => onAxes(name)}
          >
            {texts[name]}
          </button>
        ))}
      </fieldset>
      {axes === 'text' ? (
        <>
          <label htmlFor={id} className="small">
            Target prompt
          </label>
          <select
            id={id}
            className="select compact"
            value={target}
            onChange={(event) => onTarget(Number(event.target.value))}
          >
            {names.map((name, at) => (
              // Prompts may repeat, and their order never changes.
              // oxlint-disable-next-line react/no-array-index-key
              <option key={at} value={at}>
                {name}
              </option>
            ))}
          </select>
        </>
      ) : null}
    </div>
  );
}
