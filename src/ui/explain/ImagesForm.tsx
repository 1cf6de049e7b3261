import { Images } from 'lucide-react';
import type { NumberSetting } from '../../method/setting';
import { SettingField } from '../common/SettingField';
import { explainActions, useEmbeddingSettings } from './use-explain';
import { WorkButton } from './WorkButton';

const countSetting: NumberSetting = {
  kind: 'number',
  label: 'Streets',
  help: 'Validation streets: in clear daytime, with each offset, and in each weather that a prompt names.',
  min: 1,
  max: 12,
  integer: true,
  link: null,
};

/** Embeds what the matrices and the plane show. */
export function ImagesForm() {
  const { count, follow, shipped, running, obstacle, onChange } = useEmbeddingSettings();
  return (
    <div className="explain-form">
      <SettingField
        name="explain.embeddedCount"
        setting={countSetting}
        value={count}
        defaultValue={8}
        defaultOrigin="default"
        onChange={(embeddedCount) => onChange({ embeddedCount })}
      />
      <label className="check" title="At most once a second; it slows the run down.">
        <input
          type="checkbox"
          checked={follow && !shipped}
          disabled={shipped}
          onChange={(event) => onChange({ followRun: event.target.checked })}
        />
        Follow a running optimisation
        <span className="origin">
          {shipped ? 'not with shipped offsets in view' : running ? 'a run is under way' : 'no run is under way'}
        </span>
      </label>
      <div className="button-row">
        <WorkButton
          kind="embeddings"
          label="Embed the images"
          icon={<Images />}
          action={explainActions.embedScenes}
          obstacle={obstacle}
        />
      </div>
    </div>
  );
}
