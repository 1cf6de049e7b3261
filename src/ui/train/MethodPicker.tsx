import { useId } from 'react';
import type { Learned, MethodInfo } from '../../augmentation/methods/method';
import { useMethods } from './use-train';

const needs: Readonly<Record<Learned['kind'], string>> = {
  offsets: 'needs semantic offsets',
  styles: 'learns styles from the target prompts first',
  policy: 'from measured transforms',
};

/** With what the detector's training is augmented: one of the methods that the engine knows. */
export function MethodPicker() {
  const { methods, chosen, onChoose } = useMethods();
  const group = useId();
  if (!methods) return <p className="muted small">The methods appear with the model.</p>;
  return (
    <fieldset className="methods" aria-label="Method">
      {methods.map((method) => (
        <label key={method.name} className="choice">
          <input type="radio" name={group} checked={method.name === chosen} onChange={() => onChoose(method.name)} />
          <span className="method-title">
            {method.title} <NeedBadge method={method} />
          </span>
          <span className="muted">{method.summary}</span>
        </label>
      ))}
    </fieldset>
  );
}

function NeedBadge({ method }: { readonly method: MethodInfo }) {
  if (method.usesTarget) {
    return (
      <span
        className="badge recorded"
        title="It looks at images of the target weathers, which no fair competitor may: it shows how far shifts of the features can carry at best."
      >
        oracle: uses target images
      </span>
    );
  }
  if (method.learns === null || method.usesTarget) return null;
  return <span className="badge">{needs[method.learns]}</span>;
}
