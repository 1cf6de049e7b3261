import { CodedError } from '../../errors/coded-error';
import { conditionByName, renderScene, sceneHash } from '../../scenes';
import type { Handlers } from '../worker/server';

/** What the worker's own renderer makes of a seed: the detectors train on those bytes. */
export const sceneHandlers: Pick<Handlers, 'sceneHash'> = {
  sceneHash: async ({ seed, condition }) => {
    const known = conditionByName(condition);
    if (known === undefined) {
      throw new CodedError(
        'bad-config',
        `There is no condition “${condition}”.`,
        'Use a benchmark name such as night-rainy, or <time>-<weather>.',
      );
    }
    return sceneHash(renderScene(seed, known));
  },
};
