import { useEffect, useEffectEvent, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { viewTransform, zoomAt } from '../../analysis/detection/view-transform';
import type { Viewport } from '../../analysis/detection/viewport';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface ViewerGestures {
  readonly viewer: RefObject<HTMLElement | null>;
  readonly image: Size | null;
  /** The viewer's size in CSS pixels. */
  readonly view: Size;
  readonly viewport: Viewport;
  readonly onViewport: (viewport: Viewport) => void;
}

const panStep = 0.1;
const panKeys: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-panStep, 0],
  ArrowRight: [panStep, 0],
  ArrowUp: [0, -panStep],
  ArrowDown: [0, panStep],
};

/** Wheel, drag and arrow keys move the viewport. */
export function useViewerGestures({ viewer, image, view, viewport, onViewport }: ViewerGestures) {
  const onWheel = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    // A fitted image has nothing to zoom out of: the page scrolls.
    if (!image || (event.deltaY > 0 && viewport.zoom === 1)) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    onViewport(zoomAt(viewport, Math.exp(-event.deltaY / 400), image, view, point));
  });
  useEffect(() => {
    const element = viewer.current;
    if (!element) return undefined;
    const listen = (event: WheelEvent) => onWheel(event, element);
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [viewer]);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!image || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const { scale } = viewTransform(image, view, viewport);
      onViewport({
        ...viewport,
        x: viewport.x - event.movementX / scale / image.width,
        y: viewport.y - event.movementY / scale / image.height,
      });
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const pan = panKeys[event.key];
      // Of a fitted image there is nothing more to see; the arrows then change the scene.
      if (!pan || viewport.zoom === 1 || event.shiftKey) return;
      event.preventDefault();
      onViewport({ ...viewport, x: viewport.x + pan[0] / viewport.zoom, y: viewport.y + pan[1] / viewport.zoom });
    },
  };
}
