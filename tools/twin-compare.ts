// `npm run twin-compare -- steps [METHOD …]`: steps of the training here and in PyTorch on the same draws; `-- DETECTOR`: what that file finds on both sides. Both need python3 with
// torch. `-- report` only writes docs/twin.md anew.
import { compareDetector } from './twin/compared/compare-detections';
import { compareSteps } from './twin/compared/compare-steps';
import { writeTwinReport } from './twin/report';

try {
  const [what, ...methods] = process.argv.slice(2);
  if (what === undefined) throw new Error('Say what to compare: steps, a detector’s file, or report.');
  if (what === 'steps') await compareSteps(methods);
  else if (what !== 'report') await compareDetector(what);
  writeTwinReport();
  // The text encoder's runtime keeps the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
