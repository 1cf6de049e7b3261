import { openPage } from '../page';

/** Seconds from opening the page in a fresh profile to the first boxes of the live model. */
export async function secondsToFirstResult(): Promise<number> {
  const { page, close } = await openPage({ address: '?', viewport: { width: 1440, height: 900 } });
  try {
    await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 300_000 });
    await page
      .getByRole('region', { name: 'Right pane' })
      .getByText(/ found/u)
      .waitFor({ timeout: 300_000 });
    // The page's own clock starts with the navigation.
    return (await page.evaluate(() => performance.now())) / 1000;
  } finally {
    await close();
  }
}
