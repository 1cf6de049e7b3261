import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PlacedPicture } from '../../analysis/data-sets/picture-filter';
import type { PromptScore } from '../../analysis/data-sets/picture-order';
import { toImageData } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import { useElementSize } from '../common/use-element-size';
import { formatCount, formatNumberOf } from '../format';
import { ObjectOverlay, objectText } from './ObjectOverlay';
import { scoreText } from './score-text';
import { reasonOf, wholePicture, type BrowsedSet } from './use-data-browser';

interface LargePictureProps {
  readonly set: BrowsedSet;
  readonly picture: PlacedPicture;
  readonly score: PromptScore | undefined;
  readonly at: number;
  readonly count: number;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
  /** Shows it in another view. */
  readonly onShow: (view: 'detect' | 'playground') => void;
}

/** One picture as large as fits, with its boxes and their classes. Arrows lead to the next one, Escape back to the grid. */
export function LargePicture({ set, picture, score, at, count, onMove, onClose, onShow }: LargePictureProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => host.current?.focus(), []);
  const { image, part } = picture;
  const onKeyDown = (event: KeyboardEvent) => {
    const ends: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(count - 1, at + 1),
      Home: 0,
      End: count - 1,
    };
    const next = ends[event.key];
    if (next === undefined && event.key !== 'Escape') return;
    // Escape would close the dialog.
    event.preventDefault();
    if (next === undefined) onClose();
    else onMove(next);
  };
  return (
    // It takes the keys of the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={host} className="large-picture" tabIndex={-1} onKeyDown={onKeyDown}>
      <div className="button-row">
        <button
          type="button"
          className="button quiet icon"
          aria-label="Previous picture"
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        >
          <ArrowLeft />
        </button>
        <button
          type="button"
          className="button quiet icon"
          aria-label="Next picture"
          disabled={at === count - 1}
          onClick={() => onMove(at + 1)}
        >
          <ArrowRight />
        </button>
        <span className="small">
          {formatCount(at + 1)} of {formatCount(count)} <strong>{image.file}</strong>{' '}
          <span className="muted">
            {part}, {image.width} × {image.height}
            {score ? `, cosine ${scoreText(score)}` : ''}
          </span>
        </span>
        <span className="data-tools">
          <button type="button" className="button compact" onClick={() => onShow('detect')}>
            Open in Detect
          </button>
          <button type="button" className="button compact" onClick={() => onShow('playground')}>
            Under your prompts
          </button>
          <button type="button" className="button quiet icon" aria-label="Back to the grid" onClick={onClose}>
            <X />
          </button>
        </span>
      </div>
      <Enlarged key={image.file} set={set} picture={picture} />
      <p className="small">
        {image.objects.length === 0
          ? 'Nothing is marked in it.'
          : `${formatNumberOf(image.objects.length, 'object')}: ${countTexts(image.objects.map(objectText)).join(', ')}`}
      </p>
    </div>
  );
}

/** `car 3`, `person, difficult 1` */
function countTexts(names: readonly string[]): readonly string[] {
  return [...new Set(names)].map((name) => `${name} ${names.filter((other) => other === name).length}`);
}

interface EnlargedProps {
  readonly set: BrowsedSet;
  readonly picture: PlacedPicture;
}

function Enlarged({ set, picture: { image } }: EnlargedProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useElementSize(host);
  const [pixels, setPixels] = useState<RgbImage | string | null>(null);
  useEffect(() => {
    let gone = false;
    wholePicture(set, image.file).then(
      (whole) => {
        if (!gone) setPixels(whole);
      },
      (error: unknown) => {
        if (!gone) setPixels(reasonOf(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [set, image.file]);
  useLayoutEffect(() => {
    if (pixels && typeof pixels !== 'string') canvas.current?.getContext('2d')?.putImageData(toImageData(pixels), 0, 0);
  }, [pixels]);
  const scale = Math.min(room.width / image.width, room.height / image.height);
  const size = { width: Math.floor(image.width * scale), height: Math.floor(image.height * scale) };
  return (
    <div ref={host} className="large-room">
      {typeof pixels === 'string' ? (
        <p className="problem">{pixels}</p>
      ) : (
        <div className="viewer still" style={{ ...size, aspectRatio: 'auto' }}>
          <canvas ref={canvas} width={image.width} height={image.height} style={{ width: '100%', height: '100%' }} />
          {pixels === null ? <p className="viewer-note">Reading the picture…</p> : null}
          {pixels && scale > 0 ? (
            <ObjectOverlay objects={image.objects} classes={set.classes} transform={{ scale, left: 0, top: 0 }} />
          ) : null}
        </div>
      )}
    </div>
  );
}
