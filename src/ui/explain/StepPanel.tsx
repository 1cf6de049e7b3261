import { useEffect, useEffectEvent, useRef } from 'react';
import { ChevronLeft, ChevronRight, Footprints, Pause, Play, StepForward } from 'lucide-react';
import type { StepTrail } from '../../runs/records/explain-record';
import { protocolTexts } from '../../method/setting-texts';
import { ActionButton } from '../common/ActionButton';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { Term } from '../common/Terms';
import { MethodDiagram } from '../diagram/MethodDiagram';
import { CropCanvas } from './CropCanvas';
import { StepDiagram } from './StepDiagram';
import { StepFacts } from './StepFacts';
import { StepForm } from './StepForm';
import { litParts, stageTitles, stepNumbers, stepStages } from './step-stages';
import { explainActions, useStepStage, useStepTrail } from './use-explain';
import { WorkButton } from './WorkButton';

/** One iteration on one crop, a sub-step at a time. */
export function StepPanel() {
  const { trail, obstacle, busy } = useStepTrail();
  return (
    <Panel title="A step in slow motion" anchor="panel-step" badge={<ExplainBadge kind="step" />}>
      <p>
        One iteration of <Term name="Lopt" /> on one crop and one prompt, with the numbers of the real computation. Runs
        use many crops and all prompts at once; apart from that this is the same step.
      </p>
      <StepForm />
      <div className="button-row">
        <WorkButton
          kind="step"
          label={trail ? 'Begin anew with A = 0' : 'Compute a step'}
          icon={<Footprints />}
          action={explainActions.startSteps}
          obstacle={obstacle}
          primary={!trail}
        />
      </div>
      {trail ? <Trail trail={trail} busy={busy} /> : null}
    </Panel>
  );
}

interface TrailProps {
  readonly trail: StepTrail;
  /** Why no further iteration can be computed; null where one can. */
  readonly busy: string | null;
}

/** How long a sub-step is shown while they play. */
const stageMilliseconds = 3000;

function Trail({ trail, busy }: TrailProps) {
  const { at, plays, onStage: setAt, onPlay, onTick } = useStepStage(stepStages.length);
  const count = trail.steps.length;
  const seen = useRef(count);
  const showIteration = useEffectEvent((steps: number) => {
    // A further iteration is looked at from where it differs.
    if (steps > seen.current) setAt(stepStages.indexOf('loss'));
    seen.current = steps;
  });
  useEffect(() => showIteration(count), [count]);
  const tick = useEffectEvent(onTick);
  useEffect(() => {
    if (!plays) return undefined;
    const timer = setInterval(() => tick(), stageMilliseconds);
    return () => clearInterval(timer);
  }, [plays]);
  const last = trail.steps.at(-1);
  const stage = stepStages[at] ?? stepStages[0];
  if (!last) return null;
  return (
    <>
      <MethodDiagram numbers={stepNumbers(last)} lit={litParts[stage]} onOpen={null} />
      <div className="button-row">
        <button type="button" className="button primary" onClick={() => onPlay(!plays)}>
          {plays ? <Pause /> : <Play />}
          {plays ? 'Pause' : 'Play'}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => setAt(at - 1)}
          disabled={at === 0}
          aria-label="Previous sub-step"
        >
          <ChevronLeft />
          Previous
        </button>
        <fieldset className="segmented" aria-label="Sub-step">
          {stepStages.map((name, index) => (
            <button key={name} type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
              {index + 1} {stageTitles[name]}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className="button"
          onClick={() => setAt(at + 1)}
          disabled={at === stepStages.length - 1}
          aria-label="Next sub-step"
        >
          Next
          <ChevronRight />
        </button>
        <ActionButton
          action={explainActions.continueSteps}
          label="Next iteration"
          icon={<StepForward />}
          disabled={busy !== null}
          title={busy ?? 'Goes on with this offset and what Adam remembers'}
        />
      </div>
      <div className="step-stage">
        <figure>
          <CropCanvas image={trail.crop} label={`Crop: ${trail.cropTitle}`} />
          <figcaption className="muted small">{trail.cropTitle}</figcaption>
        </figure>
        <figure>
          <StepDiagram step={last} stage={stage} />
          <figcaption className="muted small">
            The plane of z and the text direction; what is shorter than the circle points out of it.
          </figcaption>
        </figure>
        <div>
          <h3>
            Iteration {last.step}: {stageTitles[stage].toLowerCase()}
          </h3>
          <StepFacts step={last} stage={stage} />
        </div>
      </div>
      <p className="muted small">
        “{trail.targetPrompt}” from “{trail.sourcePrompt}”, {protocolTexts[trail.protocol].label}, learning rate{' '}
        {trail.learningRate}. D(z*, z̄) so far:{' '}
        {[...trail.steps.map(({ before }) => before), last.after]
          .slice(-8)
          .map(({ cosine }) => cosine.toFixed(4))
          .join(' → ')}
      </p>
    </>
  );
}
