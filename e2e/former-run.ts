import type { Page } from '@playwright/test';
import { encodeRun } from '../src/runs/records/run-schema';
import { exampleRun } from '../src/runs/testing';

/** Leaves the database as the first version of the page did: one run, two tables. */
export async function leaveFormerRun(page: Page): Promise<void> {
  const { offsets, ...run } = exampleRun('former');
  const encoded = encodeRun({ ...run, offsets: null });
  const whole = offsets?.kind === 'full' ? { ...offsets.offsets, values: [...offsets.offsets.values] } : null;
  await page.goto('./icons/favicon.svg');
  await page.evaluate(
    ({ run: value, offsets: grids }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('clip-the-gap', 1);
        opening.addEventListener('upgradeneeded', () => {
          for (const table of ['runs', 'detectors']) opening.result.createObjectStore(table);
        });
        opening.addEventListener('error', () => reject(new Error('the database did not open')));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('runs', 'readwrite');
          const values = Float32Array.from(grids?.values ?? []);
          writing.objectStore('runs').put({ run: value, offsets: { ...grids, values } }, 'last');
          writing.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    { run: encoded, offsets: whole },
  );
}
