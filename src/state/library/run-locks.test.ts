import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimRun, runsElsewhere } from './run-locks';

type Grant = (lock: { readonly name: string } | null) => Promise<void> | undefined;

/** The part of the browser's locks that is used, which Node does not have; other tabs hold names in the same set. */
function lockManager(held: Set<string>) {
  return {
    request: async (name: string, _: { readonly ifAvailable: true }, grant: Grant) => {
      await Promise.resolve();
      if (held.has(name)) return grant(null);
      held.add(name);
      await grant({ name });
      held.delete(name);
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
}

let held: Set<string>;
beforeEach(() => {
  held = new Set();
  vi.stubGlobal('navigator', { locks: lockManager(held) });
});
afterEach(() => vi.unstubAllGlobals());

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a run of another tab is not claimed, and one that it leaves is', async () => {
  held.add('clip-the-gap-run/a');
  expect(await claimRun('a')).toBeNull();
  expect(await runsElsewhere(['a', 'b'])).toEqual(new Set(['a']));
  held.clear();
  const release = await claimRun('a');
  expect(held).toEqual(new Set(['clip-the-gap-run/a']));
  expect(await runsElsewhere(['a'])).toEqual(new Set());
  release!();
  await settled();
  expect(held.size).toBe(0);
});

test('work that ends and work that begins on one run hold it together, in whatever order they let go', async () => {
  const [first, second] = await Promise.all([claimRun('a'), claimRun('a')]);
  first!();
  // Twice is as once.
  first!();
  await settled();
  expect(held.size).toBe(1);
  const third = await claimRun('a');
  second!();
  await settled();
  expect(held.size).toBe(1);
  third!();
  await settled();
  expect(held.size).toBe(0);
});

test('where the browser refuses locks, everybody may', async () => {
  vi.stubGlobal('navigator', {
    locks: { request: () => Promise.reject(new DOMException('sandboxed', 'SecurityError')) },
  });
  const release = await claimRun('a');
  expect(release).toBeTypeOf('function');
  release!();
});
