import type { DataSetInfo, EvaluationSource } from '../../engine/engine';
import type { NumberSetting } from '../../method/setting';
import { SettingField } from '../common/SettingField';
import { formatCount } from '../format';
import { domainTitle } from '../common/evaluation-labels';
import { withParts } from './use-evaluate';

const imagesSetting: NumberSetting = {
  kind: 'number',
  label: 'Images per part, at most',
  help: 'Spread evenly over the list where it has more.',
  min: 1,
  max: 1_000_000,
  integer: true,
  link: null,
};

interface DataSetDomainsProps {
  readonly info: DataSetInfo;
  readonly source: Extract<EvaluationSource, { kind: 'data-set' }>;
  readonly onChange: (source: EvaluationSource) => void;
}

/** Which parts of a data set are evaluated, and how many images of each. */
export function DataSetDomains({ info, source, onChange }: DataSetDomainsProps) {
  const { domains, imagesPerDomain: limit } = source;
  const whole = Math.max(...info.parts.map((part) => part.images));
  const toggle = (name: string) =>
    onChange(
      withParts(info, domains.includes(name) ? domains.filter((other) => other !== name) : [...domains, name], limit),
    );
  return (
    <>
      <div className="field">
        <SettingField
          key={source.dataSet}
          name="evaluate.imagesPerDomain"
          setting={imagesSetting}
          value={limit}
          defaultValue={whole}
          defaultOrigin="all"
          onChange={(count) => onChange(withParts(info, domains, count))}
        />
      </div>
      <div className="field wide">
        <span className="label-row">Parts</span>
        <fieldset className="chips" aria-label="Domains">
          {info.parts.map((part) => (
            <button
              key={part.name}
              type="button"
              className="chip plain"
              aria-pressed={domains.includes(part.name)}
              title={part.name === part.domain ? `List “${part.split}”, on which the paper tests` : undefined}
              onClick={() => toggle(part.name)}
            >
              {domainTitle(part.name)} <span className="muted">{formatCount(part.images)}</span>
            </button>
          ))}
        </fieldset>
      </div>
    </>
  );
}
