import { X } from 'lucide-react';
import { builtinSource, cancelModelLoad, chooseBackend, loadModel } from '../../state/load-model';
import type { Progress } from '../../engine/engine';
import { store, useStore } from '../../state/store';
import { ProgressBar } from '../common/ProgressBar';
import { formatBytes, formatCount, formatSeconds } from '../format';

/** What concerns the whole page: a model on its way, or trouble with the device. */
export function Banners() {
  return (
    <div className="banners">
      <TroubleBanner />
      <ModelBanner />
    </div>
  );
}

function TroubleBanner() {
  const trouble = useStore((state) => state.trouble);
  const { setTrouble } = store.getState();
  if (!trouble) return null;
  return (
    <div className="banner bad" role="alert">
      <span>
        <strong>{trouble.message}</strong> {trouble.hint} Your prompts and curves are kept.
      </span>
      <button type="button" className="button compact" onClick={() => void chooseBackend('auto')}>
        Restart the backend
      </button>
      <button type="button" className="button quiet compact icon" aria-label="Dismiss" onClick={() => setTrouble(null)}>
        <X />
      </button>
    </div>
  );
}

function ModelBanner() {
  const { status, info } = useStore((state) => state.model);
  if (status.kind === 'loading') {
    return (
      <output className="banner" aria-label="Model loading">
        <span>{loadingText(status.progress)}</span>
        <ProgressBar
          label="Model loaded"
          value={status.progress ? status.progress.done / Math.max(1, status.progress.total) : null}
        />
        {info ? null : <span className="muted">What you see until then was recorded.</span>}
        <button type="button" className="button compact" onClick={cancelModelLoad}>
          Cancel
        </button>
      </output>
    );
  }
  if (info || status.kind === 'waiting') return null;
  return (
    <div className={`banner ${status.kind === 'failed' ? 'bad' : ''}`} role="alert">
      <span>
        {status.kind === 'failed'
          ? `The model could not be loaded. ${status.error.message} ${status.error.hint}`
          : 'Loading was cancelled. The recorded example stays; runs need a model.'}
      </span>
      <button type="button" className="button compact" onClick={() => void loadModel(builtinSource())}>
        Load the built-in model
      </button>
    </div>
  );
}

function loadingText(progress: Progress | null): string {
  if (!progress) return 'Loading the model…';
  const { stage, done, total, unit, perSecond, secondsLeft } = progress;
  const amount =
    unit === 'bytes'
      ? `${formatBytes(done)} of ${formatBytes(total)}`
      : `${formatCount(done)} of ${formatCount(total)}`;
  const speed = unit === 'bytes' && perSecond !== null ? `, ${formatBytes(perSecond)}/s` : '';
  return `${stage}: ${amount}${speed}${secondsLeft === null ? '' : `, ${formatSeconds(secondsLeft)} left`}`;
}
