import { Check } from 'lucide-react';
import type { WalkStage, WalkStep } from '../../analysis/detection/photo-walk';

interface PhotoWalkProps {
  /** Null where a built-in scene is shown. */
  readonly steps: readonly WalkStep[] | null;
  readonly onStage: Readonly<Record<WalkStage, () => void>>;
}

const texts: Readonly<Record<WalkStage, { readonly label: string; readonly todo: string }>> = {
  photos: { label: 'Photos', todo: 'Open photographs of yours, or drop them anywhere.' },
  model: { label: 'CLIP', todo: 'Load a CLIP that knows photographs, or a detector of your own.' },
  boxes: { label: 'Boxes', todo: 'Choose CLIP alone in a pane, and name what it should find.' },
  data: { label: 'Data set', todo: 'Open your data set: a folder or a zip file in VOC, COCO or YOLO layout.' },
  prompts: { label: 'Prompts', todo: 'See a picture of it under your prompts, in the panel In pixels.' },
  export: {
    label: 'PyTorch',
    todo: 'Take it along: an augmented copy of the data set, with its policy and augment.py.',
  },
};

/** Where the user is between a photograph and an answer; each stage is one click away. */
export function PhotoWalk({ steps, onStage }: PhotoWalkProps) {
  if (steps === null) return null;
  const next = steps.find(({ state }) => state === 'next');
  return (
    <nav className="photo-walk" aria-label="From your photos to an answer">
      <ol>
        {steps.map(({ stage, state }) => (
          <li key={stage}>
            <button
              type="button"
              className={`button compact ${state === 'next' ? 'primary' : 'quiet'}`}
              aria-current={state === 'next' ? 'step' : undefined}
              title={texts[stage].todo}
              onClick={onStage[stage]}
            >
              {state === 'done' ? <Check aria-label="done:" /> : null}
              {texts[stage].label}
            </button>
          </li>
        ))}
      </ol>
      <p className="muted small">{next ? texts[next.stage].todo : 'Each step is still one click away.'}</p>
    </nav>
  );
}
