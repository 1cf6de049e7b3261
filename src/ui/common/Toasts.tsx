import { CircleAlert, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { noticeLifetime, noticesAtOnce } from '../../analysis/notices-at-once';
import type { Notice } from '../../state/store/notices-slice';
import { formatCount } from '../format';

interface ToastsProps {
  /** Oldest first. */
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: number) => void;
  readonly onDismissAll: () => void;
  /** How long a notice stays by itself, in milliseconds; null until it is dismissed. */
  readonly lifetime?: (notice: Notice) => number | null;
}

/**
 * What happened, why, and what to do, below the view and never over it. What only informs goes when there was time to read it, and stays while the pointer
 * or the keyboard is on any of them; errors stay until they are dismissed. Of many, the others are counted.
 */
export function Toasts(props: ToastsProps) {
  return props.notices.length === 0 ? null : <Shown {...props} />;
}

function Shown({ notices, onDismiss, onDismissAll, lifetime = noticeLifetime }: ToastsProps) {
  const [all, setAll] = useState(false);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const few = noticesAtOnce(notices);
  const more = notices.length - few.length;
  return (
    // Whoever reads is not hurried.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="toasts"
      aria-label="Notices"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
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
      {(all ? notices : few).map((notice) => (
        <Toast
          key={notice.id}
          notice={notice}
          lifetime={hovered || focused ? null : lifetime(notice)}
          onDismiss={onDismiss}
        />
      ))}
    </section>
  );
}

interface ToastProps {
  readonly notice: Notice;
  /** After so many milliseconds it goes; null while it stays. */
  readonly lifetime: number | null;
  readonly onDismiss: (id: number) => void;
}

function Toast({ notice: { id, tone, message, hint, details }, lifetime, onDismiss }: ToastProps) {
  useEffect(() => {
    if (lifetime === null) return undefined;
    const timer = setTimeout(() => onDismiss(id), lifetime);
    return () => clearTimeout(timer);
  }, [id, lifetime, onDismiss]);
  return (
    <div className={`toast ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
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
  );
}
