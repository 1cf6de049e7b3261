import type { ReactNode } from 'react';

interface ExplainedProps {
  /** What it means, in a sentence or two. */
  readonly meaning: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Words that explain themselves on hover, focus and touch; `Hints` shows the meaning. What can be clicked anyway has a `title`. */
export function Explained({ meaning, className = '', children }: ExplainedProps) {
  return (
    // ARIA 1.3 lets every role have a description in words.
    // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
    <button type="button" className={`explained ${className}`} data-hint={meaning} aria-description={meaning}>
      {children}
    </button>
  );
}
