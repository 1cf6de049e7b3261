import { useId, type ReactNode } from 'react';
import type { PanelAnchor } from '../../state/actions/open-panel';

interface PanelProps {
  readonly title: ReactNode;
  /** The step of the method that this panel is. */
  readonly step?: number;
  readonly badge?: ReactNode;
  readonly tools?: ReactNode;
  /** What it is for who hides parts of the page (`presentation-slice.ts`). */
  readonly part?: 'parameters';
  /** Where something leads to it from elsewhere. */
  readonly anchor?: PanelAnchor;
  readonly children: ReactNode;
}

export function Panel({ title, step, badge, tools, part, anchor, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} data-part={part} {...(anchor ? { id: anchor, tabIndex: -1 } : {})}>
      <div className="panel-head">
        <h2 id={id}>
          {step === undefined ? null : (
            <span className="step-number" aria-hidden="true">
              {step}
            </span>
          )}
          {title}
        </h2>
        {badge}
        {tools ? <div className="tools">{tools}</div> : null}
      </div>
      <div className="panel-body">{children}</div>
    </section>
  );
}
