import { allConditions, benchmarkDomains, conditionName } from '../../scenes';
import { sourceDomain } from '../../state/evaluation-analysis';
import { store, useStore } from '../../state/store';
import type { NumberSpec } from '../../state/number-spec';
import { NumberField } from '../common/NumberField';
import { DetectorSelect } from './DetectorSelect';
import { domainTitle } from './labels';

const imagesSpec: NumberSpec = {
  key: 'imagesPerDomain',
  label: 'Images per domain',
  help: 'The first scenes of the split; the same streets in every domain.',
  min: 1,
  max: 10_000,
  integer: true,
};
const defaultImages = 50;
const benchmark: readonly string[] = benchmarkDomains.map(({ name }) => name);
const others = allConditions.map(conditionName).filter((name) => !benchmark.includes(name));

/** Which detectors, on which images. */
export function EvaluateForm() {
  const { a, b, source } = useStore((state) => state.evaluationChoice);
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
      <div className="field">
        <span className="label-row" id="evaluation-split">
          Split
        </span>
        <fieldset className="segmented" aria-labelledby="evaluation-split">
          {(['val', 'test'] as const).map((split) => (
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
      <NumberField
        spec={imagesSpec}
        value={source.imagesPerDomain}
        defaultValue={defaultImages}
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
    </div>
  );
}
