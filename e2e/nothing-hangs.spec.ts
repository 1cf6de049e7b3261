import { expect, test } from '@playwright/test';
import { openWithModel, setParameter, watchConsole } from './journey';
import { startPlainHost } from './plain-host';

/** What a text worker does that the browser kills for its memory: nothing, and no event tells of it. */
const dying = `
addEventListener('message', (event) => {
  if (event.data.kind !== 'embed' || !event.data.texts.includes('the end')) return;
  event.stopImmediatePropagation();
  self.close();
});
`;

test('a text worker that dies without a word ends its work with an error, and the next work has a new one', async ({
  page,
}) => {
  const host = await startPlainHost('/', (path) => (/text\.worker.*\.js$/u.test(path) ? dying : ''));
  try {
    await openWithModel(page, `${host.url}#v=1&iterations=2`);
    await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
    await page.getByLabel('New target prompt').fill('the end');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText(/The text encoder stopped unexpectedly/u).first()).toBeVisible();
    await page
      .getByRole('button', { name: /^Remove target prompt/u })
      .last()
      .click();
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
  } finally {
    host.close();
  }
});

test('Stop ends an iteration of many seconds within a second', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page, './');
  await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
  await setParameter(page, 'Crops per step', 512);
  await page.getByRole('button', { name: /^Run( again)?$/u }).click();
  const status = page.getByLabel('Optimisation status');
  await expect(status).toHaveText('Running', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(status).toHaveText('Stopped', { timeout: 2000 });
  expect(complaints).toEqual([]);
});
