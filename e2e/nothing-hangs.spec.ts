import { expect, test } from '@playwright/test';
import { openWithModel, setParameter, watchConsole } from './journey';
import { isolationHeaders, startPlainHost } from '../tools/plain-host';

/** What a text worker does that the browser kills for its memory: nothing, and no event tells of it. */
const dying = `
addEventListener('message', (event) => {
  if (event.data.kind !== 'embed' || !event.data.texts.includes('the end')) return;
  event.stopImmediatePropagation();
  self.close();
});
`;

test('Stop ends an iteration of many seconds; a text worker that dies without a word ends its work', async ({
  page,
}) => {
  const { complaints } = watchConsole(page);
  const host = await startPlainHost('/', (path) => (/text\.worker.*\.js$/u.test(path) ? dying : ''), isolationHeaders);
  try {
    await openWithModel(page, host.url);
    await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
    const run = page.getByRole('button', { name: /^Run( again)?$/u });
    const status = page.getByLabel('Optimisation status');

    await test.step('Stop ends an iteration long before its end', async () => {
      await setParameter(page, 'Crops per step', 512);
      await run.click();
      await expect(status).toHaveText('Running', { timeout: 60_000 });
      await page.getByRole('button', { name: 'Stop' }).click();
      await expect(status).toHaveText('Stopped');
      // A Stop that waited for the iteration's end would leave one that is done.
      await expect(page.locator('[data-hint^="Iterations done"]')).toHaveText(/^0 \/ \d+$/u);
      expect(complaints).toEqual([]);
    });

    await test.step('a text worker that dies ends its work with an error, and the next work has a new one', async () => {
      await setParameter(page, 'Crops per step', 5);
      await setParameter(page, 'Iterations', 2);
      await page.getByLabel('New target prompt').fill('the end');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(page.getByText(/The text encoder stopped unexpectedly/u).first()).toBeVisible();
      await page
        .getByRole('button', { name: /^Remove target prompt/u })
        .last()
        .click();
      await run.click();
      await expect(status).toHaveText('Finished', { timeout: 120_000 });
    });
  } finally {
    host.close();
  }
});
