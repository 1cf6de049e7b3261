import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Viewport } from '../../analysis/detection/viewport';
import { toImageData } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import { useElementSize } from '../common/use-element-size';
import { useViewerGestures } from './use-viewer-gestures';
import { viewTransform, type ViewTransform } from '../../analysis/detection/view-transform';

interface ViewerProps {
  /** Null until there is one. */
  readonly image: RgbImage | null;
  readonly viewport: Viewport;
  readonly onViewport: (viewport: Viewport) => void;
  readonly label: string;
  /** @param view the viewer's size in CSS pixels */
  readonly children: (transform: ViewTransform, view: { readonly width: number; readonly height: number }) => ReactNode;
}

/** A picture that can be zoomed and moved, with something drawn over it. */
export function Viewer({ image, viewport, onViewport, label, children }: ViewerProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(host);
  const gestures = useViewerGestures({ viewer: host, image, view: size, viewport, onViewport });
  useLayoutEffect(() => {
    if (image) canvas.current?.getContext('2d')?.putImageData(toImageData(image), 0, 0);
  }, [image]);
  const transform = image && size.width > 0 ? viewTransform(image, size, viewport) : null;
  return (
    <div
      ref={host}
      className="viewer"
      // It is moved by the keyboard, and it is no fieldset.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-roledescription="zoomable picture"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      style={{ aspectRatio: image ? `${image.width} / ${image.height}` : '1' }}
      {...gestures}
    >
      {image ? (
        <canvas
          ref={canvas}
          width={image.width}
          height={image.height}
          aria-hidden="true"
          style={
            transform
              ? {
                  transform: `translate(${transform.left}px, ${transform.top}px) scale(${transform.scale})`,
                  imageRendering: transform.scale > 5 ? 'pixelated' : 'auto',
                }
              : undefined
          }
        />
      ) : null}
      {transform ? children(transform, size) : null}
    </div>
  );
}
