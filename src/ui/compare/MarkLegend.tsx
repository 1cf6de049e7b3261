import { type MarkGroup, markGroupNames } from '../../analysis/detection/comparison/mark-kinds';
import { groupTexts } from './mark-texts';
import { MarkSwatch } from './MarkSwatch';

interface MarkLegendProps {
  readonly counts: Readonly<Record<MarkGroup, number>>;
  readonly hidden: readonly MarkGroup[];
  readonly onToggle: (group: MarkGroup) => void;
}

/** What the marks mean and how many there are; each can be hidden. */
export function MarkLegend({ counts, hidden, onToggle }: MarkLegendProps) {
  return (
    <fieldset className="mark-legend" aria-label="Marks shown">
      {markGroupNames.map((group) => (
        <button
          key={group}
          type="button"
          className="chip"
          aria-pressed={!hidden.includes(group)}
          title={groupTexts[group].title}
          data-empty={counts[group] === 0 || undefined}
          onClick={() => onToggle(group)}
        >
          <MarkSwatch group={group} />
          {groupTexts[group].label} <strong>{counts[group]}</strong>
        </button>
      ))}
    </fieldset>
  );
}
