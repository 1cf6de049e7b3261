import { CodedError } from '../../src/errors/coded-error';
import type { Page } from '@playwright/test';
import { clipHead, type HeadConfig } from '../../src/method/detector-config';
import type { FreshStart, ModelInfo } from '../../src/engine/engine';
import type { TrainConfig } from './config/train-config';
import { detectorOf, openDetector } from './detector';

/** Makes ready what a training starts from. */
export type OpenStart = (page: Page, model: ModelInfo, start: string) => Promise<FreshStart>;

/**
 * Checks what a training is to start from.
 * @throws CodedError `bad-config` where a detector is told to be another than it is, or a file is not there
 */
export function startOf({ start: wanted, classifier, pooling, classes }: TrainConfig, folder: string): OpenStart {
  if (wanted !== undefined && !isTower(wanted)) detectorOf(wanted, folder, 'start', 'bad-config');
  return async (page, model, start) => {
    if (isTower(start)) {
      const head: HeadConfig = {
        classifier: classifier ?? clipHead.classifier,
        pooling: pooling ?? clipHead.pooling,
      };
      return { kind: start, head };
    }
    if (classifier !== undefined || pooling !== undefined)
      throw new CodedError(
        'bad-config',
        `${classifier === undefined ? 'pooling' : 'classifier'}: the detector ${start} has its own.`,
        'Leave classifier and pooling out, or start from clip or scratch.',
      );
    const choice = detectorOf(start, folder, 'start', 'bad-config');
    const { info } = await openDetector(page, model, choice, { classes });
    return { kind: 'detector', name: info.name };
  };
}

function isTower(start: string): start is 'clip' | 'scratch' {
  return start === 'clip' || start === 'scratch';
}
