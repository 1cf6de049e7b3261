import { CircleAlert, Info, X } from 'lucide-react';
import { store, useStore } from '../../state/store';

/** What happened, why, and what to do. They stay until they are dismissed. */
export function Toasts() {
  const notices = useStore((state) => state.notices);
  const { dismissNotice } = store.getState();
  return (
    <section className="toasts" aria-label="Notices">
      {notices.map(({ id, tone, message, hint, details }) => (
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
            onClick={() => dismissNotice(id)}
          >
            <X />
          </button>
        </div>
      ))}
    </section>
  );
}
