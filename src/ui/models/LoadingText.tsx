import type { Progress } from '../../engine/engine';
import { ProgressBar } from '../common/ProgressBar';
import { loadingText } from './loading-text';

/** How far the loading of a model is. */
export function LoadingText({ progress }: { readonly progress: Progress | null }) {
  return (
    <>
      <span>{loadingText(progress)}</span>
      <ProgressBar label="Model loaded" value={progress ? progress.done / Math.max(1, progress.total) : null} />
    </>
  );
}
