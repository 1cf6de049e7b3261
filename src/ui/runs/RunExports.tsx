import type { RunEntry } from '../../runs/library/library-record';
import { ExportMenu } from '../common/ExportMenu';
import { libraryExports } from './use-runs';

interface RunExportsProps {
  /** The runs to be exported. */
  readonly entries: readonly RunEntry[];
}

/** What can be taken away of runs. */
export function RunExports({ entries }: RunExportsProps) {
  const name = entries.length === 1 ? 'Export this run' : 'Export the runs';
  return (
    <ExportMenu
      name={name}
      items={libraryExports(entries)}
      unavailable={entries.length === 0 ? 'Select runs to export them.' : null}
    />
  );
}
