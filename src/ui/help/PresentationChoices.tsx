import type { HideablePart } from '../../state/store/presentation-slice';
import { hideableParts } from './use-help';

interface PresentationChoicesProps {
  readonly presenting: boolean;
  readonly hiddenParts: readonly HideablePart[];
  readonly onPresent: (presenting: boolean) => void;
  readonly onHide: (parts: readonly HideablePart[]) => void;
  readonly onCopyLink: () => void;
}

const texts: Readonly<Record<HideablePart, string>> = {
  prompts: 'Prompts',
  parameters: 'Parameters of runs and trainings',
  exports: 'Exports',
  tools: 'Data, sessions and theme at the top',
};

/** For a class: large type, and parts that it does without. A link carries both. */
export function PresentationChoices({
  presenting,
  hiddenParts,
  onPresent,
  onHide,
  onCopyLink,
}: PresentationChoicesProps) {
  return (
    <div className="stack">
      <h3>For a class</h3>
      <label className="choice">
        <input type="checkbox" checked={presenting} onChange={({ target }) => onPresent(target.checked)} />
        <span>Large type, prompts folded</span>
      </label>
      {hideableParts.map((part) => (
        <label key={part} className="choice">
          <input
            type="checkbox"
            checked={hiddenParts.includes(part)}
            onChange={({ target }) =>
              onHide(target.checked ? [...hiddenParts, part] : hiddenParts.filter((other) => other !== part))
            }
          />
          <span>Hide: {texts[part]}</span>
        </label>
      ))}
      <button type="button" className="button" onClick={onCopyLink}>
        Copy a link to the page as it is
      </button>
    </div>
  );
}
