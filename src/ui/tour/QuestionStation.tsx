import type { RecordedOutcomes } from '../../runs/records/scene-outcomes';
import { questionScenes, recordedAp } from '../../analysis/tour/tour-scenes';
import { Missing } from './Missing';
import { ScenePicture } from './ScenePicture';

/** The same street by day and in a rainy night, with the same detector. */
export function QuestionStation({ outcomes }: { readonly outcomes: RecordedOutcomes | null }) {
  const scenes = outcomes && questionScenes(outcomes);
  if (!outcomes || !scenes) return <Missing />;
  const [clear, night] = ['daytime-clear', 'night-rainy'].map((name) => recordedAp(outcomes, 'baseline', name));
  return (
    <>
      <div className="tour-pictures">
        <ScenePicture scene={scenes.clear} title="Clear day" />
        <ScenePicture scene={scenes.night} title="Rainy night" />
      </div>
      <div className="tour-text">
        <p>
          This Faster R-CNN on CLIP was trained on clear days only. It sees the same street twice: drawn by day, and in
          a rainy night.
        </p>
        <p>
          Over {outcomes.scenes.count} streets its AP50 is <strong>{percent(clear)}</strong> by day and{' '}
          <strong>{percent(night)}</strong> in the rainy night.
        </p>
        <p>
          <strong>Can it get better at night without one image of the night?</strong> That is single-domain
          generalisation. The paper’s answer: CLIP has read what a night looks like.
        </p>
        <p className="muted small">
          Of these {outcomes.scenes.count} test streets it is the one that loses the most objects, at a score above
          0.50.
        </p>
      </div>
    </>
  );
}

function percent(ap: number | null | undefined): string {
  return ap === null || ap === undefined ? '–' : (100 * ap).toFixed(1);
}
