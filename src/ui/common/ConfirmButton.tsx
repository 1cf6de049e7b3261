import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

interface ConfirmButtonProps {
  readonly label: string;
  /** Names the thing where the label is an icon only. */
  readonly accessibleName?: string;
  readonly iconOnly?: boolean;
  readonly compact?: boolean;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

/** A button for what cannot be undone: it asks once more, in its own place. */
export function ConfirmButton({
  label,
  accessibleName,
  iconOnly = false,
  compact = iconOnly,
  title,
  disabled = false,
  onConfirm,
}: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // The button that had the focus is gone either way.
    if (asking) keep.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button
        ref={opener}
        type="button"
        className={`button ${compact ? 'compact' : ''} ${iconOnly ? 'icon' : ''}`}
        title={title ?? label}
        aria-label={accessibleName}
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        <Trash2 />
        {iconOnly ? null : label}
      </button>
    );
  }
  return (
    <span className="confirm">
      <button
        type="button"
        className="button compact danger"
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {label} for good
      </button>
      <button ref={keep} type="button" className="button compact" onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
