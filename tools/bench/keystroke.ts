import { cpus, loadavg } from 'node:os';
import type { Locator, Page } from '@playwright/test';
import { quantile } from '../../src/math/statistics';
import { openPage } from '../page';

/** Words whose last letter is the key. */
const words = ['night', 'fog', 'snow', 'rain', 'storm', 'evening', 'cloudy', 'rainy', 'foggy', 'clear', 'bus', 'car'];
/** Each ends a prompt of its own in these. */
const beginnings = ['an image taken on a', 'a photo of a', 'a street in the', 'a drawing of', 'bad'];
const wanted = 20;

/** How long a key takes until the first picture of its prompt has changed on the screen, in milliseconds. */
export interface KeystrokeTimes {
  readonly cpu: string | undefined;
  readonly cores: number;
  /** Of the last minute, before. */
  readonly load: number | undefined;
  readonly median: number;
  readonly largest: number;
  readonly each: readonly number[];
  /** Median until all four large pictures have. */
  readonly medianOfAll: number;
  /** Prompts whose first picture stays the same by that key, which are not counted. */
  readonly unchanged: number;
}

/**
 * Types keys into the first target prompt of the built page, with its own model and without a GPU. A key's time runs from the event's own time
 * to the frame in which the first changed picture shows.
 */
export async function keystrokeTimes(): Promise<KeystrokeTimes> {
  const [load] = loadavg();
  const { page, close } = await openPage({ address: '', viewport: { width: 1440, height: 900 }, first: watchPictures });
  try {
    const field = page.getByRole('textbox', { name: 'Target prompt 1' });
    await page.getByRole('list', { name: 'Transforms' }).getByRole('listitem').first().waitFor({ timeout: 120_000 });
    const times: { readonly first: number; readonly all: number }[] = [];
    let unchanged = 0;
    for (const text of beginnings.flatMap((beginning) => words.map((word) => `${beginning} ${word}`))) {
      if (times.length === wanted) break;
      const time = await timeOfLastKey(page, field, text);
      if (time) times.push(time);
      else unchanged++;
    }
    const firsts = times.map(({ first }) => first);
    return {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      load,
      median: quantile(firsts, 0.5),
      largest: Math.max(...firsts),
      each: firsts,
      medianOfAll: quantile(
        times.map(({ all }) => all),
        0.5,
      ),
      unchanged,
    };
  } finally {
    await close();
  }
}

/** @returns null where the first picture stays the same */
async function timeOfLastKey(
  page: Page,
  field: Locator,
  text: string,
): Promise<{ readonly first: number; readonly all: number } | null> {
  await field.fill(text.slice(0, -1));
  await page.evaluate(() => globalThis.pictureWatch.settled());
  await field.press('End');
  await page.evaluate(() => globalThis.pictureWatch.reset());
  await field.press(text.slice(-1));
  return page.evaluate(() => globalThis.pictureWatch.settled());
}

/** Watches the four large pictures of the page. */
interface PictureWatch {
  reset(): void;
  /** Resolves when nothing was typed, embedded or drawn for a while, with the times since the last key until the first picture and all had changed. */
  settled(): Promise<{ readonly first: number; readonly all: number } | null>;
}

declare global {
  var pictureWatch: PictureWatch;
}

/** Runs in the page, before its own scripts: what is drawn on a canvas shows with the next frame. */
function watchPictures(): void {
  const quietFrames = 30;
  let key = 0;
  let first: number | null = null;
  let all: number | null = null;
  let quiet = 0;
  const { drawImage } = CanvasRenderingContext2D.prototype;
  const isFirst = (canvas: HTMLCanvasElement) => canvas.getAttribute('aria-label') === 'Transform 1';
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...call: unknown[]) {
    Reflect.apply(drawImage, this, call);
    quiet = 0;
    if (!this.canvas.closest('.prompt-pictures .changed')) return;
    const large = isFirst(this.canvas);
    requestAnimationFrame((now) => {
      if (large) first ??= now;
      all = now;
    });
  };
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      key = timeStamp;
      quiet = 0;
    },
    { capture: true },
  );
  const isComing = () => document.querySelector('.prompt-pictures[aria-busy="true"]') !== null;
  globalThis.pictureWatch = {
    reset: () => {
      [first, all, quiet] = [null, null, 0];
    },
    settled: () =>
      new Promise((resolve) => {
        const look = () => {
          quiet = isComing() ? 0 : quiet + 1;
          if (quiet < quietFrames) return void requestAnimationFrame(look);
          resolve(first === null || all === null ? null : { first: first - key, all: all - key });
        };
        requestAnimationFrame(look);
      }),
  };
}
