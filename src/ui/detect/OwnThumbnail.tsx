import { useEffect, useRef } from 'react';
import { toCanvas } from '../../formats/images/rgb-canvas';
import type { OwnImage } from '../../state/store/panes/scene-slice';

const side = 128;

interface OwnThumbnailProps {
  readonly image: OwnImage;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** The middle square of one of the user's images. */
export function OwnThumbnail({ image: { name, image }, selected, onSelect }: OwnThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const square = Math.min(image.width, image.height);
    const [x, y] = [(image.width - square) / 2, (image.height - square) / 2];
    canvas.current?.getContext('2d')?.drawImage(toCanvas(image), x, y, square, square, 0, 0, side, side);
  }, [image]);
  return (
    <button type="button" className="thumb" aria-pressed={selected} aria-label={name} title={name} onClick={onSelect}>
      <canvas ref={canvas} width={side} height={side} />
    </button>
  );
}
