import { useId } from 'react';
import type { EvaluationSource } from '../../engine/engine';
import { evaluationDefaults, evaluationSettings, evaluationSplits } from '../../method/evaluation-settings';
import { allConditions, benchmarkDomains, conditionName, sourceDomain } from '../../scenes';
import { dataSetOf, evaluationOf } from '../../state/settings/data-choices';
import { evaluationLinkDefaults } from '../../state/settings/permalink-runs';
import { store, useStore } from '../../state/store/store';
import { SettingField } from '../common/SettingField';
import { DataSetDomains } from './DataSetDomains';
import { DetectorSelect } from './DetectorSelect';
import { domainTitle } from './evaluation-labels';

const benchmark: readonly string[] = benchmarkDomains.map(({ name }) => name);
const others = allConditions.map(conditionName).filter((name) => !benchmark.includes(name));

/** Which detectors, on which images. */
export function EvaluateForm() {
  const { a, b, source } = useStore((state) => state.evaluationChoice);
  const { setEvaluationChoice } = store.getState();
  return (
    <div className="evaluate-form">
      <DetectorSelect
        label="Detector A"
        choice={a}
        optional={false}
        onChange={(choice) => setEvaluationChoice({ a: choice ?? a })}
      />
      <DetectorSelect
        label="Detector B, compared with A"
        choice={b}
        optional
        onChange={(choice) => setEvaluationChoice({ b: choice })}
      />
      <SourceSelect />
      {source.kind === 'builtin' ? <SceneDomains source={source} /> : <OpenDataSet source={source} />}
    </div>
  );
}

/** Built-in scenes, or a data set. */
function SourceSelect() {
  const { source } = useStore((state) => state.evaluationChoice);
  const dataSets = useStore((state) => state.dataSets);
  const { setEvaluationChoice, setDataShown } = store.getState();
  const id = useId();
  const chosen = source.kind === 'data-set' ? source.dataSet : '';
  return (
    <div className="field">
      <label className="label-row" htmlFor={id}>
        Images
      </label>
      <div className="button-row">
        <select
          id={id}
          className="select"
          value={chosen}
          onChange={({ target }) => {
            const info = dataSets.find((candidate) => candidate.id === target.value);
            setEvaluationChoice({
              source: info ? evaluationOf(info, evaluationDefaults.imagesPerDomain) : evaluationLinkDefaults.source,
            });
          }}
        >
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
        <button type="button" className="button compact" onClick={() => setDataShown(true)}>
          Data sets…
        </button>
      </div>
    </div>
  );
}

function OpenDataSet({ source }: { readonly source: Extract<EvaluationSource, { kind: 'data-set' }> }) {
  const info = useStore((state) => dataSetOf(state, source.dataSet));
  const { setEvaluationChoice } = store.getState();
  return info ? (
    <DataSetDomains info={info} source={source} onChange={(changed) => setEvaluationChoice({ source: changed })} />
  ) : null;
}

function SceneDomains({ source }: { readonly source: Extract<EvaluationSource, { kind: 'builtin' }> }) {
  const { setEvaluationChoice } = store.getState();
  const toggle = (name: string) => {
    const chosen = source.domains.includes(name)
      ? source.domains.filter((domain) => domain !== name)
      : [...source.domains, name];
    const domains = [...benchmark, ...others].filter((domain) => chosen.includes(domain));
    setEvaluationChoice({ source: { ...source, domains } });
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
              onClick={() => setEvaluationChoice({ source: { ...source, split } })}
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
        onChange={(imagesPerDomain) => setEvaluationChoice({ source: { ...source, imagesPerDomain } })}
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
