import { useCallback, useSyncExternalStore } from 'react';
import type { Curve } from '../../runs/curve';

const noCurve = () => () => {};

/** Rows of a growing curve; it changes at most `perSecond` times a second, however fast the curve grows. */
export function useCurveLength(curve: Curve | null, perSecond = 5): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!curve) return noCurve();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const unsubscribe = curve.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, 1000 / perSecond);
      });
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [curve, perSecond],
  );
  return useSyncExternalStore(subscribe, () => curve?.length ?? 0);
}
