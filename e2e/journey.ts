import { expect, type Page } from '@playwright/test';

/** Fails the test on anything the page complains about. Call before the first navigation. */
export function watchConsole(page: Page): { readonly complaints: string[] } {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { complaints };
}

/** Opens the page and waits until the built-in model answers. */
export async function openWithModel(page: Page, url = './'): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('button', { name: /^Model: Built-in/u })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: 'Left pane' }).getByText(/found/u)).toBeVisible({ timeout: 90_000 });
}

/** The recordings of the views are missing, as on a host that answers with the page itself: views open empty. Call before the first navigation. */
export async function withoutRecordings(page: Page): Promise<void> {
  await page.route('**/example/*.zip', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>The page</title>' }),
  );
}

/** Sets a parameter of the run, wherever its field stands. */
export async function setParameter(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.blur();
}

/** The curves of the run so far as `curves.csv`, which the page offers for export. */
export async function exportedCurves(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Export curves' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /curves\.csv/iu }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** The losses of the run so far. */
export async function totalLosses(page: Page): Promise<number[]> {
  const [header = '', ...rows] = (await exportedCurves(page)).trim().split('\n');
  const column = header.split(',').indexOf('loss_total');
  return rows.map((row) => Number(row.split(',')[column]));
}
