import { CircleAlert, Info, X } from 'lucide-react';
import { useState } from 'react';
import { noticesAtOnce } from '../../analysis/notices-at-once';
import type { Notice } from '../../state/store/notices-slice';
import { formatCount } from '../format';

interface ToastsProps {
  /** Oldest first. */
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: number) => void;
  readonly onDismissAll: () => void;
}

/** What happened, why, and what to do. They stay until they are dismissed; of many, the others are counted. */
export function Toasts({ notices, onDismiss, onDismissAll }: ToastsProps) {
  const [all, setAll] = useState(false);
  const few = noticesAtOnce(notices);
  const more = notices.length - few.length;
  return (
    <section className="toasts" aria-label="Notices">
      {more > 0 ? (
        <div className="toast-rest">
          <button type="button" className="button compact" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `And ${formatCount(more)} more`}
          </button>
          <button type="button" className="button compact" onClick={onDismissAll}>
            Dismiss all
          </button>
        </div>
      ) : null}
      {(all ? notices : few).map(({ id, tone, message, hint, details }) => (
        <div key={id} className={`toast ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
          {tone === 'error' ? <CircleAlert aria-hidden="true" /> : <Info aria-hidden="true" />}
          <div className="text">
            <strong>{message}</strong>
            {hint ? <span className="muted">{hint}</span> : null}
            {details ? (
              <details>
                <summary>Details</summary>
                {/* What scrolls must be reachable by keyboard. */}
                {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                <pre tabIndex={0}>{details}</pre>
              </details>
            ) : null}
          </div>
          <button
            type="button"
            className="button quiet compact icon"
            aria-label="Dismiss notice"
            onClick={() => onDismiss(id)}
          >
            <X />
          </button>
        </div>
      ))}
    </section>
  );
}
