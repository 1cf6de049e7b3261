import type { ReactNode } from 'react';

interface TableScrollProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A table that may be wider than its panel. */
export function TableScroll({ label, children }: TableScrollProps) {
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
