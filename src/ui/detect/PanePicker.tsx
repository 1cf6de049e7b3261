import type { PaneChoice } from '../../state/store/detection-slice';

const offsetPrefix = 'offset:';

interface PanePickerProps {
  readonly label: string;
  readonly choice: PaneChoice;
  readonly detectors: readonly { readonly name: string; readonly label: string }[];
  /** Whether there are semantic offsets to add. */
  readonly hasOffsets: boolean;
  /** What the shown detector was called where it was recorded; null for one that is here. */
  readonly recordedTitle: string | null;
  readonly onChoose: (choice: PaneChoice) => void;
}

/** Which detector a pane shows; a detector with a semantic offset at test time is one more choice. */
export function PanePicker({ label, choice, detectors, hasOffsets, recordedTitle, onChoose }: PanePickerProps) {
  const known = detectors.some(({ name }) => name === choice.detector);
  const change = (value: string) => {
    const withOffset = value.startsWith(offsetPrefix);
    const detector = withOffset ? value.slice(offsetPrefix.length) : value;
    onChoose({ detector, testTimeOffset: withOffset ? { target: 0, strength: 1 } : null });
  };
  return (
    <select
      className="select"
      aria-label={label}
      value={choice.testTimeOffset ? `${offsetPrefix}${choice.detector}` : choice.detector}
      onChange={(event) => change(event.target.value)}
    >
      {known ? null : (
        <option value={choice.testTimeOffset ? `${offsetPrefix}${choice.detector}` : choice.detector}>
          {recordedTitle ?? choice.detector}
        </option>
      )}
      <optgroup label="Detectors">
        {detectors.map(({ name, label: title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </optgroup>
      <optgroup label="With a semantic offset at test time">
        {detectors.map(({ name, label: title }) => (
          <option key={name} value={`${offsetPrefix}${name}`} disabled={!hasOffsets}>
            {title} + offset
          </option>
        ))}
      </optgroup>
    </select>
  );
}
