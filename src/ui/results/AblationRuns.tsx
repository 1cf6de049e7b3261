import { X } from 'lucide-react';
import type { Ref } from 'react';
import type { AblationRow } from '../../runs/records/ablation-results';
import { Panel } from '../common/Panel';
import type { OpenedCell } from './AblationTable';
import { RunFacts } from './RunFacts';

interface AblationRunsProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly row: AblationRow;
  /** The number that led here; its images are marked. */
  readonly cell: OpenedCell;
  readonly onClose: () => void;
}

/** All runs of a row: loss, AP of each class, configuration and origin. */
export function AblationRuns({ ref, row, cell, onClose }: AblationRunsProps) {
  return (
    <div ref={ref} tabIndex={-1} className="run-details">
      <Panel
        title={`Runs of “${row.title}”`}
        tools={
          <button
            type="button"
            className="button quiet compact icon"
            aria-label="Close runs"
            title="Close"
            onClick={onClose}
          >
            <X />
          </button>
        }
      >
        <div className="stack">
          {row.runs.map((run) => (
            <RunFacts key={run.seed} run={run} marked={cell.domains} />
          ))}
        </div>
      </Panel>
    </div>
  );
}
