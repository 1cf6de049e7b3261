import { useEffect, useRef } from 'react';
import { toCanvas } from '../../formats/images/rgb-canvas';
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
  readonly onSelect: () => void;
}

/** Rendered when it is first seen, in idle time. */
export function SceneThumbnail({ index, condition, sceneImage, selected, onSelect }: SceneThumbnailProps) {
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
    <button type="button" className="thumb" aria-pressed={selected} aria-label={name} title={name} onClick={onSelect}>
      <canvas ref={canvas} width={side} height={side} />
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
