import type { RunRecord } from '../records/run-record';
import type { Session } from '../session/session';

/** The session with detectors under other names, wherever it speaks of them. */
export function renameDetectors(session: Session, names: ReadonlyMap<string, string>): Session {
  const renamed = (name: string) => names.get(name) ?? name;
  const inRun = (run: RunRecord): RunRecord => {
    switch (run.kind) {
      case 'optimisation':
        return run;
      case 'training':
        return { ...run, detector: renamed(run.detector) };
      default:
        return run satisfies never;
    }
  };
  return {
    ...session,
    runs: session.runs.map(inRun),
    evaluations: session.evaluations.map((record) => ({
      ...record,
      config: { ...record.config, detector: renamed(record.config.detector) },
    })),
    detections: session.detections && {
      ...session.detections,
      panes: session.detections.panes.map((pane) => ({ ...pane, detector: renamed(pane.detector) })),
    },
    detectors: session.detectors.map((detector) => ({ ...detector, name: renamed(detector.name) })),
  };
}
