import { X } from 'lucide-react';
import type { EngineErrorRecord } from '../../engine/errors';
import { builtinSource, cancelModelLoad, chooseBackend, loadModel } from '../../state/jobs/load-model';
import { store, useStore } from '../../state/store/store';
import { LoadingText } from './LoadingText';
import { SessionBanner } from './SessionBanner';

/** What concerns the whole page: a model on its way, or trouble with the device. */
export function Banners() {
  const trouble = useStore((state) => state.trouble);
  return (
    <div className="banners">
      {trouble ? <TroubleBanner trouble={trouble} /> : null}
      <ModelBanner />
      <SessionBanner />
    </div>
  );
}

/** What the engine tells of a lost device, in its own words, and what to do. */
export function TroubleBanner({ trouble }: { readonly trouble: EngineErrorRecord }) {
  const { setTrouble } = store.getState();
  return (
    <div className="banner bad" role="alert">
      <span>
        <strong>{trouble.message}</strong> {trouble.hint}
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
        <LoadingText progress={status.progress} />
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
