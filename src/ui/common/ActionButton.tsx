import type { ReactNode } from 'react';
import type { Action } from '../../state/actions/action';

interface ActionButtonProps {
  readonly action: Action;
  /** Text of the button; without it the icon stands alone, named by the action. */
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly disabled?: boolean;
  /** Why it is disabled, or what it does. */
  readonly title?: string | undefined;
  readonly pressed?: boolean;
  /** Whether what the button opens is open. */
  readonly expanded?: boolean;
}

/** A button made from the registry, with its shortcut in the tooltip. */
export function ActionButton({
  action,
  label,
  icon,
  className = '',
  disabled = false,
  title,
  pressed,
  expanded,
}: ActionButtonProps) {
  const key = action.keyLabel ?? action.key;
  const tip = `${title ?? action.label}${key ? ` (${key})` : ''}`;
  return (
    <button
      type="button"
      className={`button ${label === undefined ? 'icon' : ''} ${className}`}
      onClick={() => action.run()}
      disabled={disabled}
      title={tip}
      aria-label={label === undefined ? action.label : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-keyshortcuts={key === 'Space' ? 'Space' : action.key}
    >
      {icon}
      {label}
    </button>
  );
}
