import { useId } from 'react';

interface StrengthSliderProps {
  /** 0 to 1. */
  readonly strength: number;
  readonly onStrength: (strength: number) => void;
}

/** How far the pictures of all prompts go. */
export function StrengthSlider({ strength, onStrength }: StrengthSliderProps) {
  const id = useId();
  return (
    <div
      className="slider picture-strength"
      title="How far each transform goes in the pictures: 0 is the picture itself, 1 the whole transform"
    >
      <label htmlFor={id}>Strength</label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={strength}
        onChange={(event) => onStrength(Number(event.target.value))}
      />
      <output htmlFor={id}>{strength.toFixed(2)}</output>
    </div>
  );
}
