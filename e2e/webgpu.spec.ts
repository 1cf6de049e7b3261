import { expect, test } from '@playwright/test';

test('the optimisation step and detection on WebGPU, against wasm', async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto('./?headless');
  await page.waitForFunction(() => 'playgroundEngine' in globalThis);
  const results = await page.evaluate(async () => {
    const engine = globalThis.playgroundEngine;
    const images = globalThis.playgroundScenes(1);
    const seen: Record<string, { losses: number[]; scores: number[]; adapter: string | null }> = {};
    for (const choice of ['wasm', 'webgpu'] as const) {
      const status = await engine.setBackend(choice);
      if (status.name !== choice) throw new Error(`${choice} did not start: ${status.reason}`);
      const model = await engine.loadModel({ kind: 'url', url: new URL('models/builtin/', document.baseURI).href });
      const losses: number[] = [];
      const job = engine.optimise(
        {
          ...model.optimisationDefaults,
          sourcePrompt: 'an image taken during the day',
          targetPrompts: ['an image taken on a rain night'],
          iterations: 3,
          crops: [{ image: 0, x: 0, y: 0, width: model.resolution, height: model.resolution }],
        },
        images,
        { onSteps: (steps) => losses.push(...steps.map(({ lossTotal }) => lossTotal)) },
      );
      await job.result;
      const raw = await engine.detect(images[0]!, { detector: model.detectors[0]!.name, featureOffset: null });
      seen[choice] = {
        losses,
        scores: Array.from(raw.scores)
          .toSorted((a, b) => b - a)
          .slice(0, 20),
        adapter: status.adapter,
      };
    }
    return seen;
  });
  const { wasm, webgpu } = results;
  expect(webgpu?.adapter).not.toBeNull();
  expect(webgpu?.losses).toHaveLength(3);
  // Trajectories agree within 1 %: Adam turns rounding noise of tiny gradients into steps of its full size.
  webgpu?.losses.forEach((loss, step) => expect(Math.abs(loss / wasm!.losses[step]! - 1)).toBeLessThan(0.01));
  expect(webgpu!.losses.at(-1)).toBeLessThan(webgpu!.losses[0]!);
  webgpu?.scores.forEach((score, row) => expect(Math.abs(score - wasm!.scores[row]!)).toBeLessThan(1e-2));
});
