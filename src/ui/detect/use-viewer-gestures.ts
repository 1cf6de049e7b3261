import { useEffect, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { store } from '../../state/store/store';
import { viewTransform, zoomAt } from '../../analysis/view-transform';

interface Size {
  readonly width: number;
  readonly height: number;
}

const panStep = 0.1;
const panKeys: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-panStep, 0],
  ArrowRight: [panStep, 0],
  ArrowUp: [0, -panStep],
  ArrowDown: [0, panStep],
};

/** Wheel, drag and arrow keys; they move the one viewport that both panes share. */
export function useViewerGestures(viewer: RefObject<HTMLElement | null>, image: Size | null, view: Size) {
  useEffect(() => {
    const element = viewer.current;
    if (!element || !image) return undefined;
    const onWheel = (event: WheelEvent) => {
      const { viewport, setViewport } = store.getState();
      // A fitted image has nothing to zoom out of: the page scrolls.
      if (event.deltaY > 0 && viewport.zoom === 1) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      setViewport(zoomAt(viewport, Math.exp(-event.deltaY / 400), image, view, point));
    };
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [viewer, image, view]);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!image || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const { viewport, setViewport } = store.getState();
      const { scale } = viewTransform(image, view, viewport);
      setViewport({
        ...viewport,
        x: viewport.x - event.movementX / scale / image.width,
        y: viewport.y - event.movementY / scale / image.height,
      });
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const pan = panKeys[event.key];
      const { viewport, setViewport } = store.getState();
      // Of a fitted image there is nothing more to see; the arrows then change the scene.
      if (!pan || viewport.zoom === 1) return;
      event.preventDefault();
      setViewport({ ...viewport, x: viewport.x + pan[0] / viewport.zoom, y: viewport.y + pan[1] / viewport.zoom });
    },
  };
}
