import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';
import { useSessionReading } from './use-header';

/** How far a session is read, where that takes a while. */
export function SessionBanner() {
  const { reading, onCancel } = useSessionReading();
  if (!reading) return null;
  const { done, total } = reading;
  return (
    <output className="banner" aria-label="Session opening">
      <span>
        Opening the session: {formatCount(done)} of {formatCount(total)} files
      </span>
      <ProgressBar label="Files read" value={done / Math.max(1, total)} />
      <button type="button" className="button compact" onClick={onCancel}>
        Cancel
      </button>
    </output>
  );
}
