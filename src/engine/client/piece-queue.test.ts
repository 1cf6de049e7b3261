import { expect, it } from 'vitest';
import { PieceQueue } from './piece-queue';

const piece = (megabytes: number) => ({ bytes: new Uint8Array(megabytes * 1_000_000) });

it('holds who sends beyond 16 MB, and lets go below 8', async () => {
  const holds: boolean[] = [];
  const writes: (() => void)[] = [];
  const queue = new PieceQueue(() => new Promise<void>((resolve) => writes.push(resolve)), {
    onHold: (held) => holds.push(held),
    onFailure: () => undefined,
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  for (let count = 0; count < 5; count++) queue.add(piece(4));
  await settle();
  // One after the other.
  expect([holds, writes.length]).toEqual([[true], 1]);
  for (let count = 0; count < 2; count++) {
    writes.shift()!();
    await settle();
  }
  expect(holds).toEqual([true]);
  writes.shift()!();
  await settle();
  expect(holds).toEqual([true, false]);
  const drained = queue.drained();
  for (let count = 0; count < 2; count++) {
    writes.shift()!();
    await settle();
  }
  await drained;
});
