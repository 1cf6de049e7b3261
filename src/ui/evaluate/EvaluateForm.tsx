import { useId } from 'react';
import type { DataSetInfo, EvaluationSource } from '../../engine/engine';
import { evaluationDefaults, evaluationSettings, evaluationSplits } from '../../method/evaluation-settings';
import { allConditions, benchmarkDomains, conditionName, sourceDomain } from '../../scenes';
import { SettingField } from '../common/SettingField';
import { KnowledgeNotice } from '../detect/KnowledgeNotice';
import { DataSetDomains } from './DataSetDomains';
import { DetectorSelect } from './DetectorSelect';
import { domainTitle } from '../common/evaluation-labels';
import { useEvaluatedKnowledge, useEvaluationChoice } from './use-evaluate';

const benchmark: readonly string[] = benchmarkDomains.map(({ name }) => name);
const others = allConditions.map(conditionName).filter((name) => !benchmark.includes(name));

/** Which detectors, on which images. */
export function EvaluateForm() {
  const { choice, detectors, offsetPrompts, dataSets, onChange, onSource, onDataSets } = useEvaluationChoice();
  const knowledge = useEvaluatedKnowledge();
  const { a, b, source } = choice;
  const offered = { detectors, offsetPrompts };
  const info = source.kind === 'data-set' ? dataSets.find(({ id }) => id === source.dataSet) : undefined;
  const onDomains = (changed: EvaluationSource) => onChange({ source: changed });
  return (
    <>
      <div className="evaluate-form">
        <DetectorSelect
          label="Detector A"
          {...offered}
          choice={a}
          optional={false}
          onChange={(changed) => onChange({ a: changed ?? a })}
        />
        <DetectorSelect
          label="Detector B, compared with A"
          {...offered}
          choice={b}
          optional
          onChange={(changed) => onChange({ b: changed })}
        />
        <SourceSelect source={source} dataSets={dataSets} onSource={onSource} onDataSets={onDataSets} />
        {source.kind === 'builtin' ? (
          <SceneDomains source={source} onChange={onDomains} />
        ) : info ? (
          <DataSetDomains info={info} source={source} onChange={onDomains} />
        ) : null}
      </div>
      <KnowledgeNotice {...knowledge} />
    </>
  );
}

interface SourceSelectProps {
  readonly source: EvaluationSource;
  readonly dataSets: readonly DataSetInfo[];
  readonly onSource: (id: string) => void;
  readonly onDataSets: () => void;
}

/** Built-in scenes, or a data set. */
function SourceSelect({ source, dataSets, onSource, onDataSets }: SourceSelectProps) {
  const id = useId();
  const chosen = source.kind === 'data-set' ? source.dataSet : '';
  return (
    <div className="field">
      <label className="label-row" htmlFor={id}>
        Images
      </label>
      <div className="button-row">
        <select id={id} className="select" value={chosen} onChange={({ target }) => onSource(target.value)}>
          <option value="">Built-in scenes</option>
          {source.kind === 'data-set' && !dataSets.some((info) => info.id === chosen) ? (
            <option value={chosen}>{source.title}, not open</option>
          ) : null}
          {dataSets.map((info) => (
            <option key={info.id} value={info.id}>
              {info.title}
            </option>
          ))}
        </select>
        <button type="button" className="button compact" onClick={onDataSets}>
          Data sets…
        </button>
      </div>
    </div>
  );
}

interface SceneDomainsProps {
  readonly source: Extract<EvaluationSource, { kind: 'builtin' }>;
  readonly onChange: (source: EvaluationSource) => void;
}

function SceneDomains({ source, onChange }: SceneDomainsProps) {
  const toggle = (name: string) => {
    const chosen = source.domains.includes(name)
      ? source.domains.filter((domain) => domain !== name)
      : [...source.domains, name];
    const domains = [...benchmark, ...others].filter((domain) => chosen.includes(domain));
    onChange({ ...source, domains });
  };
  const chip = (name: string) => (
    <button
      key={name}
      type="button"
      className="chip plain"
      aria-pressed={source.domains.includes(name)}
      onClick={() => toggle(name)}
    >
      {domainTitle(name)}
      {name === sourceDomain ? <span className="source-mark">source</span> : null}
    </button>
  );
  return (
    <>
      <div className="field">
        <span className="label-row" id="evaluation-split">
          Split
        </span>
        <fieldset className="segmented" aria-labelledby="evaluation-split">
          {evaluationSplits.map((split) => (
            <button
              key={split}
              type="button"
              aria-pressed={split === source.split}
              onClick={() => onChange({ ...source, split })}
            >
              {split === 'val' ? 'Validation' : 'Test'}
            </button>
          ))}
        </fieldset>
      </div>
      <SettingField
        name="evaluate.imagesPerDomain"
        setting={evaluationSettings.imagesPerDomain}
        value={source.imagesPerDomain}
        defaultValue={evaluationDefaults.imagesPerDomain}
        defaultOrigin="default"
        onChange={(imagesPerDomain) => onChange({ ...source, imagesPerDomain })}
      />
      <div className="field wide">
        <span className="label-row">Domains</span>
        <fieldset className="chips" aria-label="Domains">
          {benchmark.map(chip)}
          <details className="more-domains">
            <summary>Thirteen more conditions</summary>
            <span className="chips">{others.map(chip)}</span>
          </details>
        </fieldset>
      </div>
    </>
  );
}
