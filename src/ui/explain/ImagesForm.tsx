import { Images } from 'lucide-react';
import { embeddingObstacle } from '../../state/jobs/embed-scenes';
import { explainActions } from '../../state/jobs/explain-actions';
import { isActive } from '../../state/store/optimisation-slice';
import type { NumberSetting } from '../../method/setting';
import { store, useStore } from '../../state/store/store';
import { SettingField } from '../common/SettingField';
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
  const count = useStore((state) => state.embeddedCount);
  const follow = useStore((state) => state.followRun);
  const shipped = useStore((state) => state.shippedOffsets !== null);
  const running = useStore((state) => isActive(state.run.status));
  const obstacle = useStore(embeddingObstacle);
  const { setExplain } = store.getState();
  return (
    <div className="explain-form">
      <SettingField
        name="explain.embeddedCount"
        setting={countSetting}
        value={count}
        defaultValue={8}
        defaultOrigin="default"
        onChange={(embeddedCount) => setExplain({ embeddedCount })}
      />
      <label className="check" title="At most once a second; it slows the run down.">
        <input
          type="checkbox"
          checked={follow && !shipped}
          disabled={shipped}
          onChange={(event) => setExplain({ followRun: event.target.checked })}
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
