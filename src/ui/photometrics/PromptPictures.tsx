import type { ReactNode } from 'react';
import { type PromptPictures as Chosen, shownTransforms } from '../../analysis/photometrics/prompt-pictures';
import { atStrength } from '../../photometrics/strength';
import { transformText } from '../../photometrics/transform-text';
import { displaySide } from './display-image';
import { PictureVerdict } from './PictureVerdict';
import { TransformPicture } from './TransformPicture';
import type { NamedImage } from './use-photometrics';

interface PromptPicturesProps {
  readonly prompt: string;
  readonly original: NamedImage;
  /** Null until the prompt chose. */
  readonly chosen: Chosen | null;
  /** Whether the words are not embedded yet, and what is shown is of earlier ones. */
  readonly coming: boolean;
  /** The same street in the weather that the prompt names; null where there is none. */
  readonly real: NamedImage | null;
  /** 0 to 1. */
  readonly strength: number;
  /** Whether the pictures of a training stay as they are for this prompt. */
  readonly identity: boolean;
  /** Null where that cannot be chosen, because the prompt is not added yet. */
  readonly onIdentity: ((identity: boolean) => void) | null;
}

/** A picture as a prompt would have it: the picture, the best transforms, the real weather. */
export function PromptPictures({
  prompt,
  original,
  chosen,
  coming,
  real,
  strength,
  identity,
  onIdentity,
}: PromptPicturesProps) {
  const best = chosen?.kind === 'chosen' ? chosen.best : [];
  const places = Array.from({ length: shownTransforms }, (_, place) => best[place] ?? null);
  return (
    <>
      <ul
        className="prompt-pictures"
        aria-label={`The picture as “${prompt}” would have it`}
        aria-busy={coming}
        data-unchanged={identity || undefined}
      >
        <PictureItem caption={original.name}>
          <UnchangedPicture {...original} />
        </PictureItem>
        {places.map((choice, place) => (
          <PictureItem
            key={place}
            caption={String(place + 1)}
            note={choice && `score ${choice.score.toFixed(2)}`}
            className="changed"
          >
            <TransformPicture
              image={choice && original.image}
              transform={choice?.transform ?? null}
              strength={strength}
              side={displaySide}
              label={`Transform ${place + 1}`}
              urgent={place === 0}
            />
          </PictureItem>
        ))}
        {real ? (
          <PictureItem caption={real.name} note="real">
            <UnchangedPicture {...real} />
          </PictureItem>
        ) : null}
      </ul>
      <ol className="transform-texts small number" aria-label="Transforms">
        {best.map(({ transform }, place) => (
          <li key={place}>{transformText(atStrength(transform, strength))}</li>
        ))}
      </ol>
      <PictureVerdict chosen={chosen} identity={identity} onIdentity={onIdentity} />
      <p className="muted small">
        {best.length === 0 ? '' : `Chosen by the words alone${real ? '; no images of this weather were used' : ''}. `}
        Photometrics makes no lamps and reflections, rain streaks or snow on the ground.
      </p>
    </>
  );
}

function UnchangedPicture({ name, image }: NamedImage) {
  return <TransformPicture image={image} transform={null} strength={0} side={displaySide} label={name} />;
}

interface PictureItemProps {
  readonly caption: string;
  readonly note?: string | null;
  readonly className?: string;
  readonly children: ReactNode;
}

function PictureItem({ caption, note = null, className, children }: PictureItemProps) {
  return (
    <li className={className}>
      {children}
      <span className="picture-caption small">
        <span>{caption}</span>
        {note === null ? null : <span className="muted number">{note}</span>}
      </span>
    </li>
  );
}
