import type { LabelledDetector } from '../../analysis/detection/detector-labels';
import { detectorNamed } from '../../method/shipped-detectors';
import type { PaneChoice } from '../../state/store/panes/detection-slice';

const offsetPrefix = 'offset:';

export interface OfferedDetector extends LabelledDetector {
  readonly group: 'shipped' | 'own' | 'clip';
}

const groups = [
  ['shipped', 'Methods'],
  ['own', 'Yours'],
  ['clip', 'Without training'],
] as const;

interface PanePickerProps {
  readonly label: string;
  readonly choice: PaneChoice;
  readonly detectors: readonly OfferedDetector[];
  /** Whether there are semantic offsets to add. */
  readonly hasOffsets: boolean;
  /** What the shown detector was called where it was recorded; null for one that is here. */
  readonly recordedTitle: string | null;
  /** The key that chooses the next method. */
  readonly nextKey: string;
  readonly onChoose: (choice: PaneChoice) => void;
}

/** Which method's detector a pane shows; a detector with a semantic offset at test time is one more choice. */
export function PanePicker({
  label,
  choice,
  detectors,
  hasOffsets,
  recordedTitle,
  nextKey,
  onChoose,
}: PanePickerProps) {
  const known = detectorNamed(detectors, choice.detector);
  const valueOf = (name: string) => (choice.testTimeOffset ? `${offsetPrefix}${name}` : name);
  const change = (value: string) => {
    const withOffset = value.startsWith(offsetPrefix);
    const detector = withOffset ? value.slice(offsetPrefix.length) : value;
    onChoose({ detector, testTimeOffset: withOffset ? { target: 0, strength: 1 } : null });
  };
  return (
    <select
      className="select"
      aria-label={label}
      title={`How the detector of this pane was trained; the key ${nextKey} shows the next method`}
      value={valueOf(known?.name ?? choice.detector)}
      onChange={(event) => change(event.target.value)}
    >
      {known ? null : <option value={valueOf(choice.detector)}>{recordedTitle ?? choice.detector}</option>}
      {groups
        .map(([group, title]) => [title, detectors.filter((detector) => detector.group === group)] as const)
        .filter(([, members]) => members.length > 0)
        .map(([title, members]) => (
          <optgroup key={title} label={title}>
            {members.map(({ name, label: shown }) => (
              <option key={name} value={name}>
                {shown}
              </option>
            ))}
          </optgroup>
        ))}
      <optgroup label="With a semantic offset at test time">
        {detectors.map(({ name, label: shown }) => (
          <option key={name} value={`${offsetPrefix}${name}`} disabled={!hasOffsets}>
            {shown} + offset
          </option>
        ))}
      </optgroup>
    </select>
  );
}
