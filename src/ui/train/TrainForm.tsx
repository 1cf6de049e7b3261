import { useId } from 'react';
import { fineTuningNames, fineTunings } from '../../method/fine-tuning';
import { trainingDomainTexts } from '../../method/setting-texts';
import { trainingDomainNames, watchedChoices } from '../../method/training-domains';
import { settingKeys } from '../../method/setting';
import { presetParameters, trainingPresets } from '../../method/training-presets';
import { trainingSettings, type TrainingParameters } from '../../method/training-settings';
import { ChoiceField } from '../common/ChoiceField';
import { domainTitle } from '../common/evaluation-labels';
import { DataSourceField } from '../data-sets/DataSourceField';
import { SettingField } from '../common/SettingField';
import { useTrainForm } from './use-train';

type TrainingKey = keyof TrainingParameters;

/** Shown on demand: how the rate changes, and SGD. */
const scheduleKeys: readonly TrainingKey[] = [
  'warmupSteps',
  'learningRateDrops',
  'gradientClip',
  'momentum',
  'weightDecay',
  'horizontalFlip',
];
/** Two choices have fields of their own. */
const firstKeys = settingKeys(trainingSettings).filter(
  (key) => key !== 'domains' && key !== 'watched' && !scheduleKeys.includes(key),
);

/** Every parameter of the next training, with its default. */
export function TrainForm() {
  const { preset, values, fineTuning, data, onChange, onReset, onFineTuning, onData } = useTrainForm();
  // A data set is trained on whole.
  const shownKeys = data ? firstKeys.filter((key) => key !== 'scenes') : firstKeys;
  const fineTuningId = useId();
  const { fineTuning: usual } = trainingPresets[preset];
  const defaults = presetParameters(preset, values.steps);
  const field = (key: TrainingKey) => (
    <SettingField
      key={key}
      name={`train.${key}`}
      setting={trainingSettings[key]}
      value={values[key]}
      defaultValue={key === 'steps' ? presetParameters(preset).steps : defaults[key]}
      defaultOrigin="default"
      onChange={(value) => onChange(key, value)}
      onReset={() => onReset(key)}
    />
  );
  return (
    <div className="parameters">
      <div className="field wide">
        <label className="label-row" htmlFor={fineTuningId}>
          What of CLIP is fine-tuned
        </label>
        <select
          id={fineTuningId}
          className="select"
          value={fineTuning}
          onChange={(event) => {
            const chosen = fineTuningNames.find((name) => name === event.target.value);
            if (chosen) onFineTuning(chosen);
          }}
        >
          {fineTuningNames.map((name) => (
            <option key={name} value={name}>
              {fineTunings[name].label}
              {name === usual ? ' (default)' : ''}
              {name === 'reference' ? ' (as released)' : ''}
            </option>
          ))}
        </select>
        <span className="origin">The proposal network and the box regressor are trained in any case.</span>
      </div>
      <DataSourceField
        label="Training images"
        value={data}
        builtin="Built-in scenes"
        help={
          data
            ? 'All images of the part with an object that the detector knows; from CLIP, the detector takes the classes of the data set.'
            : 'Open a data set to train on images of your own.'
        }
        onChange={onData}
      />
      {data ? null : (
        <ChoiceField
          label={trainingSettings.domains.label}
          choices={trainingDomainNames.map((name) => ({ name, label: trainingDomainTexts[name].label }))}
          value={values.domains}
          defaultValue={defaults.domains}
          help={trainingDomainTexts[values.domains].help}
          onChange={(name) => onChange('domains', name)}
        />
      )}
      {data ? null : (
        <ChoiceField
          label={trainingSettings.watched.label}
          choices={watchedChoices.map((name) => ({ name, label: name === 'none' ? 'None' : domainTitle(name) }))}
          value={values.watched}
          defaultValue={defaults.watched}
          help={`${trainingSettings.watched.help} It takes as long as the validation: about a twentieth of the training.`}
          onChange={(name) => onChange('watched', name)}
        />
      )}
      {shownKeys.map(field)}
      <details className="wide">
        <summary>Schedule and SGD</summary>
        <div className="parameters">{scheduleKeys.map(field)}</div>
      </details>
    </div>
  );
}
