import { expect, it } from 'vitest';
import type { Picture, PictureOrder } from '../../training/make-picture';
import type { MessageToPictures } from './picture-messages';
import { pictureService, type StartPictures } from './picture-service';

const order: PictureOrder = {
  source: { kind: 'scene', seed: 1, domain: 'daytime-clear' },
  flip: false,
  size: { imageShortSide: 64, imageMaxSide: 64 },
  change: { kind: 'none' },
};
const picture: Picture = { kind: 'unreadable', reason: 'none' };

/** Workers that answer when they are told to. */
function rig() {
  const workers: {
    readonly asked: MessageToPictures[];
    readonly answer: (id: number) => void;
    readonly end: () => void;
    terminated: boolean;
  }[] = [];
  const start: StartPictures = (onMessage, onEnd) => {
    const worker = {
      asked: [] as MessageToPictures[],
      answer: (id: number) => onMessage({ kind: 'done', id, answer: picture }),
      end: () => onEnd('killed'),
      terminated: false,
    };
    workers.push(worker);
    return {
      post: (message) => worker.asked.push(message),
      terminate: () => {
        worker.terminated = true;
      },
    };
  };
  return { service: pictureService(start), workers };
}

it('starts one worker with the first picture, and ends it', async () => {
  const { service, workers } = rig();
  expect(workers).toHaveLength(0);
  const pictures = [service.make(order), service.make(order)];
  expect(workers).toHaveLength(1);
  const [worker] = workers;
  // Whatever comes first.
  for (const { id } of worker!.asked.toReversed()) worker!.answer(id);
  expect(await Promise.all(pictures)).toEqual([picture, picture]);
  service.close();
  expect(worker!.terminated).toBe(true);
});

it('tells all who wait that the worker died, and starts another for the next picture', async () => {
  const { service, workers } = rig();
  const lost = [service.make(order), service.make(order)];
  workers[0]!.end();
  for (const one of lost) await expect(one).rejects.toMatchObject({ code: 'internal', details: 'killed' });
  const next = service.make(order);
  expect(workers).toHaveLength(2);
  workers[1]!.answer(workers[1]!.asked[0]!.id);
  expect(await next).toEqual(picture);
});

it('cancels what is asked when it is closed', async () => {
  const { service } = rig();
  const lost = service.make(order);
  service.close();
  await expect(lost).rejects.toMatchObject({ code: 'cancelled' });
});
