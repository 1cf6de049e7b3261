import { useCallback, useSyncExternalStore } from 'react';
import type { Curve } from '../../runs/records/curve';

const noCurve = () => () => {};
const changesPerSecond = 5;

/** Rows of a growing curve; it changes at most {@link changesPerSecond} times a second, however fast the curve grows. */
export function useCurveLength(curve: Curve | null): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!curve) return noCurve();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const unsubscribe = curve.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, 1000 / changesPerSecond);
      });
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [curve],
  );
  return useSyncExternalStore(subscribe, () => curve?.length ?? 0);
}
