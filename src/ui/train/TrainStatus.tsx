import { formatLoss, formatSeconds } from '../format';
import { useTraining, useTrainingTexts } from './use-train';

/** How far the training is, or what the next one will be. */
export function TrainStatus() {
  const { training, active } = useTraining();
  const { status, latest, preparation } = training;
  const left = status === 'preparing' ? (preparation?.secondsLeft ?? null) : training.secondsLeft;
  const texts = useTrainingTexts();
  return (
    <div className="run-status steady">
      <output aria-label="Training status">
        <strong>{texts.status}</strong>
      </output>
      {active ? (
        <>
          {latest ? <span>loss {formatLoss(latest.lossTotal)}</span> : null}
          <span>{left === null ? '' : `${formatSeconds(left)} left`}</span>
        </>
      ) : (
        <span className="muted">{texts.plan}</span>
      )}
    </div>
  );
}
