import { cancelSession } from '../../state/library/page-session';
import { useStore } from '../../state/store/store';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';

/** How far a session is read, where that takes a while. */
export function SessionBanner() {
  const reading = useStore((state) => state.readingSession);
  if (!reading) return null;
  const { done, total } = reading;
  return (
    <output className="banner" aria-label="Session opening">
      <span>
        Opening the session: {formatCount(done)} of {formatCount(total)} files
      </span>
      <ProgressBar label="Files read" value={done / Math.max(1, total)} />
      <button type="button" className="button compact" onClick={cancelSession}>
        Cancel
      </button>
    </output>
  );
}
