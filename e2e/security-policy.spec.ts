import { expect, test } from '@playwright/test';

test('the page blocks what it never does itself, and works all the same', async ({ page }) => {
  await page.goto('./?headless');
  await page.waitForFunction(() => 'playgroundEngine' in globalThis);
  const blocked = await page.evaluate(async () => {
    const seen = new Set<string>();
    const heard = (wanted: string) =>
      new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          seen.add(effectiveDirective);
          if (effectiveDirective === wanted) resolve();
        });
      });
    const scriptBlocked = heard('script-src-elem');
    const script = document.createElement('script');
    script.src = URL.createObjectURL(new Blob(['globalThis.wasRun = true'], { type: 'text/javascript' }));
    document.head.append(script);
    await scriptBlocked;

    const formBlocked = heard('form-action');
    const form = document.createElement('form');
    form.method = 'post';
    form.action = 'https://example.invalid/';
    document.body.append(form);
    form.submit();
    await formBlocked;

    const frameBlocked = heard('frame-src');
    const frame = document.createElement('iframe');
    frame.src = './';
    document.body.append(frame);
    await frameBlocked;

    const workerBlocked = heard('worker-src');
    try {
      void new Worker(URL.createObjectURL(new Blob([''])));
    } catch {
      // Some browsers throw, some fire the event alone.
    }
    await workerBlocked;
    return { seen: [...seen].toSorted(), wasRun: 'wasRun' in globalThis };
  });
  expect(blocked).toEqual({ seen: ['form-action', 'frame-src', 'script-src-elem', 'worker-src'], wasRun: false });

  const found = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      violations.push(`${effectiveDirective} ${blockedURI}`),
    );
    const engine = globalThis.playgroundEngine;
    const images = globalThis.playgroundScenes(1);
    const lengths: Record<string, readonly number[]> = {};
    // WebGPU has a test of its own, on the same page.
    for (const choice of ['cpu', 'wasm'] as const) {
      const { name } = await engine.setBackend(choice);
      await engine.loadModel({ kind: 'url', url: new URL('models/builtin/', document.baseURI).href });
      const [image] = await engine.embedImages(images);
      const [text] = await engine.embedText(['a car']);
      lengths[name] = [image!, text!.embedding].map((embedding) => Math.round(1e4 * Math.hypot(...embedding)) / 1e4);
    }
    return { violations, lengths };
  });
  expect(found).toEqual({ violations: [], lengths: { cpu: [1, 1], wasm: [1, 1] } });
});
