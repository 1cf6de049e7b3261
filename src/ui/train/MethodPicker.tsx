import { useId } from 'react';
import type { Learned, MethodInfo } from '../../augmentation/methods/method';
import { knowledge } from '../../method/knowledge';
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
        <label key={method.name} className="choice" data-hint={knowledge[method.knows].meaning}>
          <input type="radio" name={group} checked={method.name === chosen} onChange={() => onChoose(method.name)} />
          <span className="method-title">
            {method.title} <KnowledgeBadge method={method} /> <NeedBadge method={method} />
          </span>
          <span className="muted">{method.summary}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What it knows of the target weathers; the more than prompts, the louder. */
function KnowledgeBadge({ method: { knows } }: { readonly method: MethodInfo }) {
  const fair = knows === 'nothing' || knows === 'prompt';
  return <span className={fair ? 'badge' : 'badge recorded'}>{knowledge[knows].label}</span>;
}

function NeedBadge({ method }: { readonly method: MethodInfo }) {
  if (method.learns === null || method.knows === 'target-images') return null;
  return <span className="badge">{needs[method.learns]}</span>;
}
