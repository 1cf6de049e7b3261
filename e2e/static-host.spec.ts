import { expect, test } from '@playwright/test';
import { openWithModel, setParameter, totalLosses, watchConsole } from './journey';
import { startPlainHost } from '../tools/plain-host';

test('a plain static host under a sub-path, without COOP and COEP', async ({ page }) => {
  const host = await startPlainHost('/some/where/');
  try {
    const { complaints } = watchConsole(page);
    await openWithModel(page, host.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
    await setParameter(page, 'Iterations', 3);
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
    expect(await totalLosses(page)).toHaveLength(3);
    expect(complaints).toEqual([]);
  } finally {
    host.close();
  }
});
