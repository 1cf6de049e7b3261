import { useMemo } from 'react';
import { dictionaryProtocol } from '../../photometrics/dictionary/protocol';
import {
  canGoOn,
  dictionarySource,
  measureDictionary,
  measureDictionaryAnew,
  stopDictionary,
} from '../../state/jobs/model/measure-dictionary';
import { dictionaryObstacle } from '../../state/jobs/obstacles';
import { useStore } from '../../state/store/store';
import type { DictionaryStatusProps } from './DictionaryStatus';
import type { MeasurePlan } from './dictionary-texts';

/** All that the status of the dictionary shows and does. */
export function useDictionary(): DictionaryStatusProps {
  const photometrics = useStore((state) => state.photometrics);
  const key = useStore((state) => dictionarySource(state).key);
  const title = useStore((state) => dictionarySource(state).title);
  const done = useStore((state) => (canGoOn(state) ? (state.photometrics.part?.dictionary.measured.length ?? 0) : 0));
  const bytes = useStore((state) => state.model.info?.memory.dictionary ?? null);
  const { estimate } = photometrics;
  const plan = useMemo<MeasurePlan>(
    () => ({
      source: { key, title },
      images: dictionaryProtocol.imageCount,
      transforms: dictionaryProtocol.transformCount,
      done,
      estimate,
      bytes,
    }),
    [key, title, done, estimate, bytes],
  );
  return {
    photometrics,
    plan,
    obstacle: useStore(dictionaryObstacle),
    onMeasure: () => void measureDictionary(),
    onBeginAnew: () => void measureDictionaryAnew(),
    onCancel: stopDictionary,
  };
}
