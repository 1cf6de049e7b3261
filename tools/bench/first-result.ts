import { openPage } from '../page';

/** From opening the page in a fresh profile to the first boxes of the live built-in model. */
export async function secondsToFirstResult(chrome?: string): Promise<number> {
  const { page, close } = await openPage({ address: '?', viewport: { width: 1440, height: 900 }, chrome });
  try {
    await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 300_000 });
    // Before, the pane shows the boxes of the recorded example, and says so.
    await page
      .getByRole('region', { name: 'Right pane' })
      .filter({ hasText: / found/u, hasNotText: 'Recorded example' })
      .waitFor({ timeout: 300_000 });
    // The page's own clock starts with the navigation.
    return (await page.evaluate(() => performance.now())) / 1000;
  } finally {
    await close();
  }
}
