import type { ComponentProps } from 'react';
import { MarkLegend } from './MarkLegend';
import { ModeButtons } from './ModeButtons';

interface ComparisonBarProps {
  /** What differs; null until both panes have an answer. */
  readonly text: string | null;
  readonly mode: ComponentProps<typeof ModeButtons>;
  readonly legend: ComponentProps<typeof MarkLegend>;
}

/** What differs between the panes, above them. */
export function ComparisonBar({ text, mode, legend }: ComparisonBarProps) {
  return (
    <div className="comparison-bar">
      <output className="difference-text">{text ?? 'Compared as soon as both have an answer.'}</output>
      <ModeButtons {...mode} />
      <MarkLegend {...legend} />
    </div>
  );
}
