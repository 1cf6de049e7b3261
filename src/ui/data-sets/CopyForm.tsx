import { useRef } from 'react';
import type { DataSetInfo } from '../../engine/engine';
import type { CopySettings } from '../../state/store/data-slice';
import { FileInput } from '../common/FileInput';

interface CopyFormProps {
  readonly info: DataSetInfo;
  readonly settings: CopySettings;
  /** Whether the page's prompts can choose. */
  readonly hasDictionary: boolean;
  readonly disabled: boolean;
  readonly onChange: (changed: Partial<CopySettings>) => void;
}

/** What is wanted of a copy: the policy, the parts, how many, how often, and from which seed. */
export function CopyForm({ info, settings, hasDictionary, disabled, onChange }: CopyFormProps) {
  const { policyFile, parts, copies, probability, seed, originals, otherParts } = settings;
  const input = useRef<HTMLInputElement>(null);
  const toggle = (name: string) =>
    onChange({ parts: parts.includes(name) ? parts.filter((other) => other !== name) : [...parts, name] });
  return (
    <fieldset className="stack copy-form" disabled={disabled}>
      <legend className="muted">
        Each picture under transforms that {policyFile === null ? 'the target prompts choose' : policyFile.name}
        {policyFile === null ? '' : ' lists'}; boxes stay.
      </legend>
      <div className="button-row">
        <button type="button" className="button compact" onClick={() => input.current?.click()}>
          Choose a policy.json…
        </button>
        {policyFile !== null && hasDictionary ? (
          <button type="button" className="button compact quiet" onClick={() => onChange({ policyFile: null })}>
            Take the prompts
          </button>
        ) : null}
        <FileInput
          ref={input}
          label={`Policy for ${info.title}`}
          accept=".json,application/json"
          onFiles={([file]) => onChange({ policyFile: file ?? null })}
        />
      </div>
      <div className="button-row" role="group" aria-label="Parts that are copied">
        {info.parts.map(({ name }) => (
          <label key={name} className="check">
            <input type="checkbox" checked={parts.includes(name)} onChange={() => toggle(name)} /> {name}
          </label>
        ))}
      </div>
      <div className="button-row">
        <NumberField
          label="Copies of each"
          value={copies}
          least={1}
          most={100}
          onChange={(value) => onChange({ copies: value })}
        />
        <NumberField
          label="Share that is changed"
          value={probability}
          least={0}
          most={1}
          step={0.05}
          onChange={(value) => onChange({ probability: value })}
        />
        <NumberField
          label="Seed"
          value={seed}
          least={0}
          most={4_294_967_295}
          onChange={(value) => onChange({ seed: value })}
        />
      </div>
      <div className="button-row">
        <label className="check">
          <input type="checkbox" checked={originals} onChange={() => onChange({ originals: !originals })} /> Keep the
          pictures beside their copies
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={otherParts === 'unchanged'}
            onChange={() => onChange({ otherParts: otherParts === 'unchanged' ? 'left-out' : 'unchanged' })}
          />{' '}
          Other parts as they are
        </label>
      </div>
    </fieldset>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** Takes whole steps within the limits, and nothing else. */
function NumberField({ label, value, least, most, step = 1, onChange }: NumberFieldProps) {
  return (
    <label className="check">
      {label}{' '}
      <input
        type="number"
        className="input short"
        value={value}
        min={least}
        max={most}
        step={step}
        onChange={({ target }) => {
          const typed = target.valueAsNumber;
          if (typed >= least && typed <= most && (step < 1 || Number.isInteger(typed))) onChange(typed);
        }}
      />
    </label>
  );
}
