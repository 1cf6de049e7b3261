import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { quantile } from '../../src/math/statistics';
import { root } from '../install.mjs';
import { openPage } from '../page';
import { makeDataSet, type MadeDataSet } from './made-data-set';

/** What a large data set costs from its choice to its pictures on the screen. */
interface BrowsedDataSet {
  /** From the choice of the files until the data set is listed with its parts and classes. */
  readonly openingSeconds: number;
  /** From “Browse its pictures” until the grid is there: every picture was looked at. */
  readonly lookingSeconds: number;
  /** A frame of the page while the grid is scrolled through from its first to its last row, in milliseconds. */
  readonly frame: { readonly median: number; readonly p95: number; readonly largest: number };
  /** Tasks of the page's thread of 50 ms and more, in milliseconds, in all that time. */
  readonly longTasks: { readonly opening: LongTasks; readonly looking: LongTasks; readonly scrolling: LongTasks };
  /** Until all tiles in sight at the end have their pictures, in seconds. */
  readonly lastTilesSeconds: number;
  /** JavaScript's heap of the page's thread, before and after, when all garbage is collected. */
  readonly heapMegabytes: { readonly before: number; readonly after: number };
  /** Tiles that exist at the end. */
  readonly tiles: number;
}

interface LongTasks {
  readonly count: number;
  readonly largest: number;
}

export interface DataBrowserTimes {
  readonly cpu: string | undefined;
  readonly cores: number;
  /** Of the last minute, before. */
  readonly load: number | undefined;
  readonly pictures: number;
  readonly zipMegabytes: number;
  readonly zip: BrowsedDataSet;
  readonly folder: BrowsedDataSet;
}

/** Opens a made data set in the built page, as a zip file and as a folder, and scrolls through all of its pictures. It stays in `.cache/`, for the next time. */
export async function dataBrowserTimes(pictures: number): Promise<DataBrowserTimes> {
  const place = join(root, '.cache', `streets-${pictures}`);
  const made = existsSync(`${place}.zip`) ? await found(place) : await make(place, pictures);
  const [load] = loadavg();
  const browsed = async (label: string, file: string) => inAPage((page) => browse(page, label, file));
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    load,
    pictures,
    zipMegabytes: Math.round(made.megabytes),
    zip: await browsed('Data set zip file', made.zip),
    folder: await browsed('Data set folder', made.folder),
  };
}

async function found(place: string): Promise<MadeDataSet> {
  return { folder: place, zip: `${place}.zip`, megabytes: (await stat(`${place}.zip`)).size / 1e6 };
}

/** Under another name until it is whole. */
async function make(place: string, pictures: number): Promise<MadeDataSet> {
  const unfinished = `${place}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const made = await inAPage((page) => makeDataSet(page, unfinished, pictures));
  await rm(place, { recursive: true, force: true });
  await rename(made.folder, place);
  await rename(made.zip, `${place}.zip`);
  return found(place);
}

async function inAPage<Result>(work: (page: Page) => Promise<Result>): Promise<Result> {
  const { page, close } = await openPage({ address: '', viewport: { width: 1440, height: 900 }, first: watchFrames });
  try {
    await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 120_000 });
    // What the page computes when it opens is no part of this.
    for (const pane of ['Left pane', 'Right pane'])
      await page.getByRole('region', { name: pane }).getByText(/found/u).waitFor({ timeout: 120_000 });
    return await work(page);
  } finally {
    await close();
  }
}

async function browse(page: Page, label: string, file: string): Promise<BrowsedDataSet> {
  await page.getByRole('button', { name: 'Data sets', exact: true }).click();
  const before = await heap(page);
  const opening = await timed(page, `${label} opened`, async () => {
    await page.getByLabel(label).setInputFiles(file);
    await page.getByRole('button', { name: 'Browse its pictures' }).waitFor({ timeout: 600_000 });
  });
  const looking = await timed(page, 'pictures looked at', async () => {
    await page.getByRole('button', { name: 'Browse its pictures' }).click();
    await page.getByRole('listbox').waitFor({ timeout: 600_000 });
  });
  await page.evaluate(() => void globalThis.frameWatch.longTasks.splice(0));
  const frames = await page.getByRole('listbox').evaluate((grid) => globalThis.frameWatch.scrollThrough(grid, 400));
  const scrolling = await longTasks(page);
  const began = Date.now();
  await page.waitForFunction(() => {
    const tiles = [...document.querySelectorAll<HTMLCanvasElement>('[role=option] canvas')];
    // A canvas has 4 pixels before its picture is there.
    return tiles.length > 0 && tiles.every(({ width }) => width > 4);
  });
  return {
    openingSeconds: opening.seconds,
    lookingSeconds: looking.seconds,
    frame: { median: quantile(frames, 0.5), p95: quantile(frames, 0.95), largest: Math.max(...frames) },
    longTasks: { opening: opening.tasks, looking: looking.tasks, scrolling },
    lastTilesSeconds: (Date.now() - began) / 1000,
    heapMegabytes: { before, after: await heap(page) },
    tiles: await page.getByRole('option').count(),
  };
}

async function timed(
  page: Page,
  what: string,
  work: () => Promise<void>,
): Promise<{ seconds: number; tasks: LongTasks }> {
  await page.evaluate(() => void globalThis.frameWatch.longTasks.splice(0));
  const began = Date.now();
  await work();
  const seconds = (Date.now() - began) / 1000;
  console.error(`${what}: ${seconds.toFixed(1)} s`);
  return { seconds, tasks: await longTasks(page) };
}

async function longTasks(page: Page): Promise<LongTasks> {
  const tasks = await page.evaluate(() => globalThis.frameWatch.longTasks);
  return { count: tasks.length, largest: Math.max(0, ...tasks) };
}

/** Of the page's thread, after a collection. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Math.round(usedSize / 1e6);
}

interface FrameWatch {
  /** Milliseconds. */
  readonly longTasks: number[];
  /** @param frames in which it is gone through @returns milliseconds of each */
  scrollThrough(element: Element, frames: number): Promise<number[]>;
}

declare global {
  var frameWatch: FrameWatch;
}

/** Runs in the page, before its own scripts. */
function watchFrames(): void {
  const durations: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) durations.push(duration);
  }).observe({ type: 'longtask' });
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  globalThis.frameWatch = {
    longTasks: durations,
    scrollThrough: async (element, frames) => {
      const times: number[] = [];
      const end = element.scrollHeight - element.clientHeight;
      let last = await nextFrame();
      for (let frame = 1; frame <= frames; frame++) {
        element.scrollTop = (end * frame) / frames;
        const now = await nextFrame();
        times.push(now - last);
        last = now;
      }
      return times;
    },
  };
}
