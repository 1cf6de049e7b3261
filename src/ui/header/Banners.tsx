import type { ErrorRecord } from '../../errors/coded-error';
import { X } from 'lucide-react';
import { LoadingText } from '../models/LoadingText';
import { missingModel } from './model-status';
import { SessionBanner } from './SessionBanner';
import { useModel, useModelLoading, useTrouble } from './use-header';

/** What concerns the whole page, below the view: a model on its way, or trouble with the device. */
export function Banners() {
  const { trouble, onRestart, onDismiss } = useTrouble();
  return (
    <div className="banners">
      {trouble ? <TroubleBanner trouble={trouble} onRestart={onRestart} onDismiss={onDismiss} /> : null}
      <ModelBanner />
      <SessionBanner />
    </div>
  );
}

interface TroubleBannerProps {
  readonly trouble: ErrorRecord;
  readonly onRestart: () => void;
  readonly onDismiss: () => void;
}

/** What the engine tells of a lost device, in its own words, and what to do. */
export function TroubleBanner({ trouble, onRestart, onDismiss }: TroubleBannerProps) {
  return (
    <div className="banner bad" role="alert">
      <span>
        <strong>{trouble.message}</strong> {trouble.hint}
      </span>
      <button type="button" className="button compact" onClick={onRestart}>
        Restart the backend
      </button>
      <button type="button" className="button quiet compact icon" aria-label="Dismiss" onClick={onDismiss}>
        <X />
      </button>
    </div>
  );
}

function ModelBanner() {
  const model = useModel();
  const { onLoadBuiltin, onCancel } = useModelLoading();
  if (model.status.kind === 'loading') {
    return (
      <output className="banner" aria-label="Model loading">
        <LoadingText progress={model.status.progress} />
        {model.info ? null : <span className="muted">What you see until then was recorded.</span>}
        <button type="button" className="button compact" onClick={onCancel}>
          Cancel
        </button>
      </output>
    );
  }
  const missing = missingModel(model);
  if (missing === null) return null;
  return (
    <div className={`banner ${missing.failed ? 'bad' : ''}`} role="alert">
      <span>{missing.text}</span>
      <button type="button" className="button compact" onClick={onLoadBuiltin}>
        Load the built-in model
      </button>
    </div>
  );
}
