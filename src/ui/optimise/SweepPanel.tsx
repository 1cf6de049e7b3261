import { Play } from 'lucide-react';
import { useId } from 'react';
import { settingKeys } from '../../method/setting';
import { sweptSettings, type SweptSetting } from '../../method/sweep';
import type { Sweep } from '../../state/store/sweep-slice';
import { Panel } from '../common/Panel';
import { SweepCurves } from './SweepCurves';
import { useSweep, useSweepForm } from './use-optimise';

/** L_opt for several values of one setting, one run after the other, on one chart. */
export function SweepPanel() {
  const compared = useSweep();
  return (
    <Panel title="Compare values">
      <SweepForm />
      {compared ? (
        <>
          <p className="muted small" role="status" aria-label="Comparison">
            {progressText(compared.sweep)}
          </p>
          {compared.entries.length > 0 ? <SweepCurves {...compared} /> : null}
        </>
      ) : null}
    </Panel>
  );
}

function SweepForm() {
  const id = useId();
  const { setting, text, isSuggested, count, problem, obstacle, active, onSetting, onText, onRun } = useSweepForm();
  const blocked = count === null || active || obstacle !== null;
  return (
    <>
      <form
        className="sweep-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked) onRun();
        }}
      >
        <div className="field">
          <div className="label-row">
            <label htmlFor={`${id}-setting`}>Setting</label>
          </div>
          <select
            id={`${id}-setting`}
            className="select"
            value={setting}
            onChange={(event) => onSetting(event.target.value as SweptSetting)}
          >
            {settingKeys(sweptSettings).map((key) => (
              <option key={key} value={key}>
                {sweptSettings[key].label}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <div className="label-row">
            <label htmlFor={`${id}-values`}>Values</label>
          </div>
          <input
            id={`${id}-values`}
            className="input"
            autoComplete="off"
            value={text}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-note`}
            onChange={(event) => onText(event.target.value)}
            onBlur={() => {
              if (text.trim() === '' && !isSuggested) onText(null);
            }}
          />
        </div>
        <button type="submit" className="button" disabled={blocked} title={obstacle ?? undefined}>
          <Play />
          {count === null ? 'Run' : `Run ${count}`}
        </button>
      </form>
      <p id={`${id}-note`} className={problem ? 'problem' : 'muted small'}>
        {problem ?? 'One run for each value, all else as set at the right. Every run is kept in Runs.'}
      </p>
    </>
  );
}

function progressText({ setting, values, runs, active }: Sweep): string {
  const { label } = sweptSettings[setting];
  if (active)
    return `Run ${Math.max(1, runs.length)} of ${values.length}: ${label} ${values[runs.length - 1] ?? values[0]!}, drawn above as it goes.`;
  if (runs.length < values.length) return `Ended after ${runs.length} of ${values.length} runs.`;
  return `${label}: ${values.join(', ')}.`;
}
