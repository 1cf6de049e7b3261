import { RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { numberProblem, type NumberSpec } from '../../state/number-spec';

interface NumberFieldProps {
  readonly spec: NumberSpec;
  readonly value: number;
  readonly defaultValue: number;
  /** Where the default comes from, e.g. "this model". */
  readonly defaultOrigin: string;
  readonly onChange: (value: number) => void;
}

export function NumberField({ spec, value, defaultValue, defaultOrigin, onChange }: NumberFieldProps) {
  const id = useId();
  // While it is being typed, a refused text stays as it is and the last good value holds.
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : numberProblem(spec, toNumber(draft));
  const change = (text: string) => {
    const next = toNumber(text);
    setDraft(text);
    if (numberProblem(spec, next) === null) onChange(next);
  };
  return (
    <div className="field">
      <div className="label-row">
        <label htmlFor={id} title={spec.help}>
          {spec.label}
        </label>
        {value === defaultValue ? null : (
          <button
            type="button"
            className="button quiet compact icon"
            aria-label={`Reset ${spec.label} to ${defaultValue}`}
            title={`Back to ${defaultValue} (${defaultOrigin})`}
            onClick={() => {
              setDraft(null);
              onChange(defaultValue);
            }}
          >
            <RotateCcw />
          </button>
        )}
      </div>
      <input
        id={id}
        className="input"
        inputMode="decimal"
        autoComplete="off"
        value={draft ?? String(value)}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (problem === null) setDraft(null);
        }}
      />
      <span id={`${id}-note`} className={problem ? 'problem' : 'origin'}>
        {problem ?? originText(spec, defaultValue, defaultOrigin)}
      </span>
    </div>
  );
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function originText({ paper, code }: NumberSpec, defaultValue: number, defaultOrigin: string): string {
  const known = [paper && `paper ${paper}`, code && `code ${code}`].filter(Boolean).join(' · ');
  return `${defaultOrigin} ${defaultValue}${known ? ` · ${known}` : ''}`;
}
