import type { FalseAlarm } from '../../metrics/false-alarm';

/** Why a detection is false, in a word or two. */
export function falseAlarmText(alarm: FalseAlarm, classes: readonly string[]): string {
  switch (alarm.kind) {
    case 'duplicate':
      return 'duplicate';
    case 'other-class':
      return `is ${classes[alarm.classIndex]}`;
    case 'loose':
      // Below .5 by a little it is not .50, which others match with.
      return `IoU ${formatScore(alarm.iou < 0.5 ? Math.min(0.49, alarm.iou) : alarm.iou)}`;
    case 'nothing':
      return 'nothing';
    default:
      return alarm satisfies never;
  }
}

/** Two digits after the point; 0.996 is not 1.00 but .99. */
export function formatScore(score: number): string {
  return `.${String(Math.min(99, Math.round(score * 100))).padStart(2, '0')}`;
}
