import type { ComponentProps } from 'react';
import type { Action } from '../../state/actions/action';
import { ActionButton } from '../common/ActionButton';
import { MarkLegend } from './MarkLegend';
import { ModeButtons } from './ModeButtons';

interface ComparisonBarProps {
  /** What differs; null until both panes have an answer. */
  readonly text: string | null;
  readonly differencesOnly: boolean;
  readonly toggleDifferencesOnly: Action;
  readonly mode: ComponentProps<typeof ModeButtons>;
  readonly legend: ComponentProps<typeof MarkLegend>;
}

/** What differs between the panes, above them. */
export function ComparisonBar({ text, differencesOnly, toggleDifferencesOnly, mode, legend }: ComparisonBarProps) {
  return (
    <div className="comparison-bar">
      <output className="difference-text">{text ?? 'Compared as soon as both have an answer.'}</output>
      <div className="button-row">
        <ActionButton
          action={toggleDifferencesOnly}
          label="Only differences"
          className="compact"
          pressed={differencesOnly}
        />
        <ModeButtons {...mode} />
      </div>
      <MarkLegend {...legend} />
    </div>
  );
}
