import type { RecordedOutcomes } from '../../runs/records/scene-outcomes';
import { comparedScenes, recordedAp } from '../../analysis/tour/tour-scenes';
import { Missing } from './Missing';
import { ScenePicture } from './ScenePicture';

/** The baseline and CLIP the Gap in one rainy night. */
export function BoxesStation({ outcomes }: { readonly outcomes: RecordedOutcomes | null }) {
  const scenes = outcomes && comparedScenes(outcomes);
  if (!outcomes || !scenes) return <Missing />;
  const ap = (name: string) => {
    const value = recordedAp(outcomes, name, 'night-rainy');
    return value === null ? '–' : (100 * value).toFixed(1);
  };
  return (
    <>
      <div className="tour-pictures">
        <ScenePicture scene={scenes.a} title="No augmentation" />
        <ScenePicture scene={scenes.b} title="CLIP the Gap" />
      </div>
      <div className="tour-text">
        <p>Two detectors, trained on the same clear days; the right one with offsets in half of its steps.</p>
        <p>
          One street proves nothing, and this one was picked: it is the first rainy night in which the right detector
          finds what the left one misses.
        </p>
        <p>
          Over {outcomes.scenes.count} rainy nights the AP50 is <strong>{ap('baseline')}</strong> and{' '}
          <strong>{ap('clip-the-gap')}</strong>, with one training each. Whether that is more than chance needs seeds.
        </p>
      </div>
    </>
  );
}
