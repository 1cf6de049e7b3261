import type { Action } from '../../state/actions/action';
import { type ComparisonMode, comparisonModes } from './use-compare';

const texts: Readonly<Record<ComparisonMode, { readonly label: string; readonly title: string }>> = {
  side: { label: 'Side', title: 'Each detector’s boxes in a picture of their own' },
  overlay: { label: 'Overlay', title: 'The boxes of both in one picture' },
  swipe: { label: 'Swipe', title: 'One picture: A’s boxes at the left of a line that you move, B’s at its right' },
  blink: { label: 'Blink', title: 'One picture that shows A’s boxes and B’s by turns' },
};

interface ModeButtonsProps {
  readonly mode: ComparisonMode;
  /** Chooses the next one. */
  readonly nextMode: Action;
  readonly onMode: (mode: ComparisonMode) => void;
}

/** How the panes are compared. */
export function ModeButtons({ mode, nextMode, onMode }: ModeButtonsProps) {
  return (
    <fieldset className="segmented" aria-label="Way of comparing">
      {comparisonModes.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={mode === name}
          title={`${texts[name].title} (${nextMode.keyLabel}: the next way)`}
          onClick={() => onMode(name)}
        >
          {texts[name].label}
        </button>
      ))}
    </fieldset>
  );
}
