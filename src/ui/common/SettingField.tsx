import { RotateCcw } from 'lucide-react';
import { useEffect, useId } from 'react';
import { sameValue, type Setting } from '../../method/setting';
import { readSettingText, settingText } from '../../method/setting-text';
import { useFieldDraft } from './use-common';

interface SettingFieldProps<Value> {
  /** Form and setting, e.g. `optimise.iterations`; unique in the page. */
  readonly name: string;
  readonly setting: Setting;
  readonly value: Value;
  readonly defaultValue: Value;
  /** Where the default comes from, e.g. "this model". */
  readonly defaultOrigin: string;
  readonly onChange: (value: Value) => void;
  /** Back to the default; a field without it takes the default as any other value. */
  readonly onReset?: () => void;
}

/** A text field for a setting: a text that is no value stays in it with the reason, and keeps its form from being run. */
export function SettingField<Value>({
  name,
  setting,
  value,
  defaultValue,
  defaultOrigin,
  onChange,
  onReset = () => onChange(defaultValue),
}: SettingFieldProps<Value>) {
  const id = useId();
  const { typed, setDraft } = useFieldDraft(name);
  const draft = typed && sameValue(typed.value, value) ? typed : null;
  const over = typed !== undefined && draft === null;
  useEffect(() => {
    if (over) setDraft(null);
  }, [over, setDraft]);
  const change = (text: string) => {
    const read = readSettingText(setting, text);
    if (read.kind === 'problem') return setDraft({ text, value, problem: read.problem });
    // Its kind is the setting's, as the value's is.
    const next = sameValue(read.value, value) ? value : (read.value as Value);
    setDraft({ text, value: next, problem: null });
    if (next !== value) onChange(next);
  };
  const problem = draft?.problem ?? null;
  const isDefault = sameValue(value, defaultValue);
  return (
    <div className="field" data-hint={setting.help}>
      <div className="label-row">
        <label htmlFor={id}>{setting.label}</label>
        {isDefault && problem === null ? null : (
          <button
            type="button"
            className="button quiet compact icon"
            aria-label={`Reset ${setting.label} to ${settingText(defaultValue)}`}
            title={`Back to ${settingText(defaultValue)} (${defaultOrigin})`}
            onClick={() => {
              setDraft(null);
              onReset();
            }}
          >
            <RotateCcw />
          </button>
        )}
      </div>
      <input
        id={id}
        className="input"
        inputMode={setting.kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        value={draft?.text ?? settingText(value)}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (problem === null) setDraft(null);
        }}
      />
      <span id={`${id}-note`} className={problem ? 'problem' : 'origin'}>
        {problem ?? originText(setting, settingText(defaultValue), defaultOrigin)}
      </span>
    </div>
  );
}

function originText({ paper, code }: Setting, defaultText: string, defaultOrigin: string): string {
  const known = [paper && `paper ${paper}`, code && `code ${code}`].filter(Boolean).join(' · ');
  return `${defaultOrigin} ${defaultText}${known ? ` · ${known}` : ''}`;
}
