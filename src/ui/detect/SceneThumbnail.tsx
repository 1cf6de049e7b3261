import { useEffect, useRef } from 'react';
import { toCanvas } from '../../formats/images/rgb-canvas';
import { differenceOf, type SceneChange } from '../../analysis/detection/comparison/scene-outcome';
import type { RgbImage } from '../../geometry/rgb-image';
import { whenIdle } from './idle-queue';

const side = 128;
/** Small pictures stay, so that going back to a domain costs nothing. */
const drawn = new Map<string, HTMLCanvasElement>();

interface SceneThumbnailProps {
  readonly index: number;
  readonly condition: string;
  readonly sceneImage: (index: number, condition: string) => RgbImage;
  readonly selected: boolean;
  /** What becomes of the scene from A to B, where it is known. */
  readonly change?: SceneChange | null;
  readonly onSelect: () => void;
}

/** Rendered when it is first seen, in idle time. */
export function SceneThumbnail({
  index,
  condition,
  sceneImage,
  selected,
  change = null,
  onSelect,
}: SceneThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const key = `${condition}/${index}`;
    const paint = () => {
      const small = drawn.get(key) ?? shrink(sceneImage(index, condition));
      drawn.set(key, small);
      element.getContext('2d')?.drawImage(small, 0, 0);
    };
    if (drawn.has(key)) return paint();
    let cancel: (() => void) | undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      cancel = whenIdle(paint);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancel?.();
    };
  }, [index, condition, sceneImage]);
  const name = `${condition}, scene ${index + 1}`;
  return (
    <button
      type="button"
      className="thumb"
      aria-pressed={selected}
      aria-label={name}
      title={change ? `${name}: ${changeText(change)}` : name}
      onClick={onSelect}
    >
      <canvas ref={canvas} width={side} height={side} />
      {change && differenceOf(change) > 0 ? <ChangeBadge change={change} /> : null}
    </button>
  );
}

function shrink(image: RgbImage): HTMLCanvasElement {
  const small = document.createElement('canvas');
  small.width = side;
  small.height = side;
  const context = small.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(toCanvas(image), 0, 0, side, side);
  return small;
}

function changeText({ gained, lost, foundBy, objects }: SceneChange): string {
  const found = `A finds ${foundBy.a} of ${objects}, B ${foundBy.b}`;
  return gained + lost === 0 ? `${found}, the same` : `${found}; B gains ${gained}, loses ${lost}`;
}

function ChangeBadge({ change: { gained, lost } }: { readonly change: SceneChange }) {
  return (
    <span className="change-badge" aria-hidden="true">
      {gained > 0 ? <b className="gained">+{gained}</b> : null}
      {lost > 0 ? <b className="lost">−{lost}</b> : null}
    </span>
  );
}
