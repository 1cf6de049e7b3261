import { expect, test } from '@playwright/test';
import { goldenHashes } from '../src/scenes/golden-hashes';

test('scenes have the same bytes in the page and in the worker as in Node', async ({ page }) => {
  await page.goto('./?headless');
  await page.waitForFunction(() => 'playgroundEngine' in globalThis);
  const hashes = await page.evaluate(async (scenes) => {
    const inPage = scenes.map(({ seed, condition }) => globalThis.playgroundSceneHash(seed, condition));
    const inWorker = await Promise.all(
      scenes.map(({ seed, condition }) => globalThis.playgroundEngine.sceneHash(seed, condition)),
    );
    return { inPage, inWorker };
  }, goldenHashes);
  const inNode = goldenHashes.map(({ hash }) => hash);
  expect(hashes).toEqual({ inPage: inNode, inWorker: inNode });
});
