import { Dumbbell, Pause, Play, Ruler, ScanSearch, Square } from 'lucide-react';
import type { RunStatus } from '../../state/store/optimisation-slice';
import { ActionButton } from '../common/ActionButton';
import { ConfirmButton } from '../common/ConfirmButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';
import { TrainingOffers } from './TrainingOffers';
import { TrainStatus } from './TrainStatus';
import { useIdleTraining, useTrainedDetector, useTraining, useTrainingOffers } from './use-train';

/** Start, pause, stop, go on, and see how far it is. */
export function TrainControls() {
  const { training, active, actions } = useTraining();
  const { status } = training;
  const { done, total } = status === 'preparing' ? (training.preparation ?? unknown) : training;
  return (
    <>
      <div className="button-row">
        {active ? <RunningButtons status={status} actions={actions} /> : <IdleButtons />}
        <TrainStatus />
      </div>
      {active ? (
        <ProgressBar
          label={status === 'preparing' ? 'Preparation done' : 'Training done'}
          value={total === 0 ? null : done / total}
        />
      ) : (
        <>
          <WhatCame />
          <FollowedOffers />
        </>
      )}
    </>
  );
}

/** Where the detector that came out can be looked at. */
function WhatCame() {
  const { detector, onDetect, onEvaluate } = useTrainedDetector();
  if (detector === null) return null;
  return (
    <fieldset className="button-row" aria-label="The trained detector">
      <button type="button" className="button compact" onClick={onDetect}>
        <ScanSearch />
        See it in Detect
      </button>
      <button type="button" className="button compact" onClick={onEvaluate}>
        <Ruler />
        Evaluate it
      </button>
    </fieldset>
  );
}

const FollowedOffers = () => <TrainingOffers {...useTrainingOffers()} />;

const unknown = { done: 0, total: 0 };

interface RunningButtonsProps extends Pick<ReturnType<typeof useTraining>, 'actions'> {
  readonly status: RunStatus;
}

function RunningButtons({ status, actions }: RunningButtonsProps) {
  if (status === 'storing') return null;
  if (status === 'preparing')
    return (
      <ActionButton
        action={actions.stopTraining}
        label="Cancel"
        icon={<Square />}
        title="Do not train; what the method has learned so far is not kept"
      />
    );
  return (
    <>
      <ActionButton
        action={actions.toggleTraining}
        label={status === 'paused' ? 'Resume' : 'Pause'}
        icon={status === 'paused' ? <Play /> : <Pause />}
        title={status === 'paused' ? 'Go on with the training' : 'Hold the training; its checkpoint is stored'}
      />
      <ActionButton
        action={actions.stopTraining}
        label="Stop"
        icon={<Square />}
        title="End the training and keep the detector as it is"
      />
    </>
  );
}

function IdleButtons() {
  const { kept, id, unfinished, obstacle, resumeObstacle, actions, onDiscard } = useIdleTraining();
  return (
    <>
      {unfinished && kept ? (
        <ActionButton
          action={actions.resumeTraining}
          label={`Go on from step ${formatCount(kept.steps)}`}
          icon={<Play />}
          className="primary"
          disabled={resumeObstacle !== null}
          title={resumeObstacle ?? 'Train on from the checkpoint; the few steps after it are repeated'}
        />
      ) : null}
      <ActionButton
        action={actions.toggleTraining}
        label={unfinished ? 'New training' : 'Train'}
        icon={<Dumbbell />}
        className={unfinished ? '' : 'primary'}
        disabled={obstacle !== null}
        title={obstacle ?? (unfinished ? 'The unfinished one stays stored, and can be opened again' : undefined)}
      />
      {unfinished && id !== null ? (
        <ConfirmButton
          label="Discard"
          title="Delete the checkpoint of this training; a detector that came out of it stays"
          onConfirm={() => onDiscard(id)}
        />
      ) : null}
    </>
  );
}
