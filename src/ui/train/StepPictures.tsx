import { Dices } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { StepPicture } from '../../engine/engine';
import { toImageData } from '../../formats/images/rgb-canvas';
import { changeText } from './change-text';
import { useStepPictures } from './use-train';

/** Training images as augmented steps give them to the detector, before and while it trains; nothing for methods that change no image. */
export function StepPictures() {
  const { pictures, problem, training, share, onAnother } = useStepPictures();
  if (problem !== null) return <p className="muted small">The images of a step cannot be shown: {problem}</p>;
  if (pictures === null) return null;
  if (pictures.length === 0) return <p className="muted small">No step of this training is augmented.</p>;
  return (
    <section className="step-pictures" aria-label="Training images as steps see them">
      <div className="step-pictures-head">
        <span className="small">
          {training ? 'What this training sees now' : 'What the training would see'}{' '}
          <span className="muted">in augmented steps, {share} of all</span>
        </span>
        {training ? null : (
          <button type="button" className="button quiet compact" onClick={onAnother}>
            <Dices /> Another draw
          </button>
        )}
      </div>
      <ul>
        {pictures.map((picture, at) => (
          <li key={at}>
            <Picture picture={picture} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Picture({ picture }: { readonly picture: StepPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, step } = picture;
  useLayoutEffect(() => canvas.current?.getContext('2d')?.putImageData(toImageData(image), 0, 0), [image]);
  const text = changeText(picture);
  return (
    <figure>
      <canvas
        ref={canvas}
        width={image.width}
        height={image.height}
        role="img"
        aria-label={`Image of step ${step + 1}, ${text}`}
      />
      <figcaption title={text}>
        <span className="muted">step {step + 1}</span> {text}
      </figcaption>
    </figure>
  );
}
