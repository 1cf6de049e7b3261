import { expect, test } from 'vitest';
import { trainingDomains } from '../../method/training-domains';
import { checkTraining } from '../client/requests';
import type { TrainingRequest } from '../engine';
import { smallTraining } from '../testing';
import { DataSetRegistry } from './data-set-registry';
import { trainingImages } from './training-images';

const nothingToDecode = new DataSetRegistry(() => Promise.reject(new Error('no file')));
const open = (request: Partial<TrainingRequest>) =>
  trainingImages({ ...smallTraining('own'), scenes: 3, ...request }, nothingToDecode, () => undefined);

test('built-in scenes are those of a clear day, and the detector’s file says so', () => {
  const { train, description } = open({});
  expect(description).toBe('built-in scenes daytime-clear/train 0 to 2');
  expect(train([])).toMatchObject({ length: 3, versions: 1 });
});

test('scenes of several domains are versions of the same streets, and the detector’s file names each domain', async () => {
  const { train, description, validation } = open({ domains: trainingDomains.all });
  expect(description).toBe(
    ['daytime-clear', 'night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy']
      .map((domain) => `built-in scenes ${domain}/train 0 to 2`)
      .join(', '),
  );
  const images = train([]);
  expect([images.length, images.versions]).toEqual([15, 5]);
  expect((await images.at(3 * 3 + 1)).id).toBe('night-rainy/train/1');
  expect(validation([], 4)!.domain).toBe('daytime-clear');
});

test('a watched domain is of the validation split, and none that does not exist', async () => {
  const watched = open({ watched: 'night-rainy' }).watched(4)!;
  expect([watched.length, (await watched.at(3)).id]).toEqual([4, 'night-rainy/val/3']);
  expect(open({}).watched(4)).toBeNull();
  expect(() => checkTraining({ ...smallTraining('own'), watched: 'moon' })).toThrow('There is no domain moon.');
});

test('domains that do not exist, and none at all, are refused by name', () => {
  expect(() => checkTraining({ ...smallTraining('own'), domains: ['moon'] })).toThrow('There is no domain moon.');
  expect(() => checkTraining({ ...smallTraining('own'), domains: [] })).toThrow('There is no domain to train on.');
  expect(() => checkTraining({ ...smallTraining('own'), domains: ['night-rainy', 'day-snow'] })).not.toThrow();
});
