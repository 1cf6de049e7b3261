import { openPage } from '../page';

/** What an evaluation costs the thread on which the page lives, whatever the engine does beside it. */
export interface EvaluationOnPage {
  readonly images: number;
  readonly detectionsPerImage: number;
  /** Tasks of the page's thread of 50 ms and more, from the start until everything is counted and stored. */
  readonly longTasks: number;
  readonly longestTaskMilliseconds: number;
  readonly sumOfLongTasksSeconds: number;
  /** Processor time of the page's thread. */
  readonly pageSeconds: number;
  /** From the start until the last image. */
  readonly seconds: number;
}

declare global {
  /** Durations of the page's long tasks in milliseconds. */
  var longTasks: number[] | undefined;
}

const detectionsPerImage = 40;

/**
 * Evaluates as a user does, by the page's buttons, on one domain with one detector. The engine's worker gives drawn boxes instead of computing, so that
 * the page has as much to do as behind a fast GPU.
 */
export async function evaluationOnPage(images: number): Promise<EvaluationOnPage> {
  const { page, close } = await openPage({
    address: `#v=1&view=evaluate&eval.b=&eval.domains=night-rainy&eval.n=${images}`,
    viewport: { width: 1440, height: 900 },
    first: watchLongTasks,
  });
  try {
    await page.route(/engine\.worker[^/]*\.js/u, async (route) => {
      const response = await route.fetch();
      // The compiler may name functions by a helper that the worker lacks.
      const drawn = `{ const __name = (named) => named; (${drawEvaluations.toString()})(${detectionsPerImage}); }`;
      await route.fulfill({ response, body: `${drawn}\n${await response.text()}` });
    });
    await page.reload();
    await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 300_000 });
    const status = page.getByLabel('Evaluation status');
    await status.waitFor({ timeout: 60_000 });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskSeconds = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    const before = await taskSeconds();
    await page.evaluate(() => (globalThis.longTasks = []));
    const began = Date.now();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await status.filter({ hasText: /^Finished/u }).waitFor({ timeout: 600_000 });
    const seconds = (Date.now() - began) / 1000;
    await page.getByRole('region', { name: 'Mean average precision' }).waitFor({ timeout: 120_000 });
    // The last counting and storing end without a word: the thread is watched until nothing happens any more.
    for (let former = NaN, now = await taskSeconds(); !(now - former < 0.05);) {
      former = now;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      now = await taskSeconds();
    }
    const tasks = await page.evaluate(() => globalThis.longTasks ?? []);
    return {
      images,
      detectionsPerImage,
      longTasks: tasks.length,
      longestTaskMilliseconds: Math.max(0, ...tasks),
      sumOfLongTasksSeconds: tasks.reduce((sum, task) => sum + task, 0) / 1000,
      pageSeconds: (await taskSeconds()) - before,
      seconds,
    };
  } finally {
    await close();
  }
}

/** Runs in the page, before its own scripts. */
function watchLongTasks(): void {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks?.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** Runs in the engine's worker, before its own script: answers evaluations with boxes that a simple generator draws, ten images at a time. */
function drawEvaluations(detections: number): void {
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const boxesOf = (count: number) =>
    Array.from({ length: count }).flatMap(() => {
      const [x, y] = [draw(200), draw(200)];
      return [x, y, x + 10 + draw(40), y + 10 + draw(40)];
    });
  const rows = () => {
    const objects = 4 + draw(8);
    const gtBoxes = new Float32Array(boxesOf(objects));
    const found = new Float32Array(boxesOf(detections));
    // Half of the objects are found, a little beside them.
    for (let i = 0; i < Math.floor(objects / 2) * 4; i++) found[i] = gtBoxes[i]! + draw(3);
    const gtClasses = Uint16Array.from({ length: objects }, () => draw(7));
    const classes = Uint16Array.from({ length: detections }, (_, i) => gtClasses[i] ?? draw(7));
    const scores = Float32Array.from({ length: detections }, () => 0.05 + draw(950) / 1000).sort((a, b) => b - a);
    return { width: 256, height: 256, gtClasses, gtBoxes, classes, scores, boxes: found };
  };
  const answer = async (id: number, domain: string, count: number) => {
    const post = (event: object) => globalThis.postMessage({ kind: 'event', id, call: 'evaluate', event });
    for (let index = 0; index < count; index++) {
      post({ kind: 'image', image: { domain, index, rows: rows() } });
      if (index % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    globalThis.postMessage({ kind: 'result', id, call: 'evaluate', result: undefined });
  };
  globalThis.addEventListener('message', (event: MessageEvent) => {
    if (event.data?.kind !== 'request' || event.data.call !== 'evaluate') return;
    event.stopImmediatePropagation();
    const { source } = event.data.request;
    void answer(event.data.id, source.domains[0], source.imagesPerDomain);
  });
}
