import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { showView } from './work';

export const viewTitles = ['Playground', 'Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Results', 'Runs'];
export const schemes = ['light', 'dark'] as const;

/** A window as people have them, in CSS pixels. */
export const windows = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
] as const;

interface Photographs {
  readonly folder: string;
  /** What has been done in the page, as it stands in the names of the files. */
  readonly state: 'before' | 'after';
  readonly views: readonly string[];
  readonly widths: readonly number[];
  /** The whole view instead of what the window shows of it. */
  readonly whole: boolean;
}

/**
 * Photographs views in light and dark, a file each: `train-after-1280-dark.png`.
 * @returns what is wider than its window, a line each
 */
export async function photograph(
  page: Page,
  { folder, state, views, widths, whole }: Photographs,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const title of views) {
    for (const size of windows.filter(({ width }) => widths.includes(width))) {
      await page.setViewportSize(size);
      await showView(page, title);
      await settled(page);
      if (whole) await page.setViewportSize({ ...size, height: Math.min(12_000, await wholeHeight(page)) });
      const name = `${title.toLowerCase()}-${state}-${size.width}`;
      complaints.push(...(await widerThanPage(page)).map((element) => `${name}: ${element}`));
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
      }
    }
  }
  return complaints;
}

/** How high a window has to be that shows the whole view. */
function wholeHeight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scrollers = document.querySelectorAll('.workspace, .main');
    const hidden = Math.max(0, ...[...scrollers].map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight));
    return innerHeight + hidden;
  });
}

/** What reaches out of the window although nothing around it scrolls. Functions inside would need a helper that the page lacks. */
function widerThanPage(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide: string[] = [];
    for (const element of document.querySelectorAll('.app-header *, .workspace *')) {
      const { right, width } = element.getBoundingClientRect();
      if (width <= 1 || right <= innerWidth + 1) continue;
      let around = element.parentElement;
      while (around && (around.matches('.main, .workspace') || getComputedStyle(around).overflowX === 'visible'))
        around = around.parentElement;
      if (around === null) wide.push(`${element.tagName.toLowerCase()}.${element.className}, ${Math.round(right)} px`);
    }
    return wide.slice(0, 3);
  });
}

/** Waits until pictures, fonts and charts stand: two frames in which nothing is loaded. */
async function settled(page: Page): Promise<void> {
  await page.locator('.view-loading').waitFor({ state: 'detached' });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), {
          timeout: 2_000,
        });
      }),
  );
}
