import { expect, test } from 'vitest';
import type { BackendHost } from './backend-host';
import { ComputeLane } from './compute-lane';
import type { ModelStore } from '../model/model-store';
import { createWorkbench } from './workbench';

test('news of a lost device come before the error of the work that it broke', async () => {
  const told: string[] = [];
  const backend = {
    ensure: () => Promise.resolve(),
    assertSound: () => undefined,
    newsOfLoss: () => Promise.resolve().then(() => told.push('news')),
  } as unknown as BackendHost;
  const bench = createWorkbench(new ComputeLane(), backend, {} as ModelStore);
  const broken = bench.compute(() => Promise.reject(new Error('buffer is destroyed')));
  await broken.catch((error: Error) => told.push(error.message));
  expect(told).toEqual(['news', 'buffer is destroyed']);
  expect(await bench.compute(() => 7)).toBe(7);
  expect(told).toHaveLength(2);
});
