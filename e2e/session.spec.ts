import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { openWithModel, setParameter, totalLosses, watchConsole } from './journey';

const openView = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByText(name).click();

test('a session zip brings everything back in a clean browser', async ({ page, browser }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page, './#v=1&train.steps=1&train.imagesPerStep=1&train.scenes=4');

  const losses = await test.step('a run, a trained detector, an evaluation of it', async () => {
    await page.getByLabel('New target prompt').fill('an image taken on a foggy morning');
    await page.getByLabel('New target prompt').press('Enter');
    await openView(page, 'Optimise');
    await setParameter(page, 'Iterations', 3);
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
    const curve = await totalLosses(page);
    await openView(page, 'Train');
    // The view comes in a chunk of its own; until then the tab is the only button of that name.
    await expect(page.getByLabel('Training status')).toBeVisible();
    await page.getByRole('button', { name: 'Train', exact: true }).last().click();
    await expect(page.getByLabel('Training status')).toHaveText(/^Trained 1 of 1 step,/u, { timeout: 120_000 });
    await openView(page, 'Evaluate');
    const domains = page.getByRole('group', { name: 'Domains', exact: true });
    for (const name of ['Night clear', 'Dusk rainy', 'Night rainy', 'Daytime foggy'])
      await domains.getByRole('button', { name, exact: true }).click();
    await setParameter(page, 'Images per domain', 2);
    await page.getByLabel('Detector A', { exact: true }).selectOption({ index: 3 });
    await expect(page.getByLabel('Evaluation status')).toBeVisible();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await expect(page.getByLabel('Evaluation status')).toHaveText(/Finished/u, { timeout: 90_000 });
    return curve;
  });
  const table = await page.getByRole('region', { name: 'Mean average precision' }).innerText();

  const zip = await test.step('export', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export the session' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^clip-the-gap-session-.*\.zip$/u);
    return readFile(await download.path());
  });

  const context = await browser.newContext();
  const clean = await context.newPage();
  const { complaints: cleanComplaints } = watchConsole(clean);
  await openWithModel(clean);
  const targets = clean.getByRole('list', { name: 'Target prompts' });
  const notices = clean.getByRole('region', { name: 'Notices' });
  const open = (buffer: Buffer) =>
    clean.getByLabel('Session file').setInputFiles({ name: 'session.zip', mimeType: 'application/zip', buffer });

  await test.step('a cut file is refused, and nothing changes', async () => {
    await open(zip.subarray(0, zip.length - 100));
    await expect(notices.getByRole('alert')).toContainText('the zip file breaks off before the list of its files');
    await expect(targets.getByText('an image taken on a foggy morning')).toHaveCount(0);
  });

  await test.step('the whole file brings everything back', async () => {
    await open(zip);
    await expect(notices.getByText('Session opened.')).toBeVisible();
    await expect(targets.getByText('an image taken on a foggy morning')).toBeVisible();
    await openView(clean, 'Optimise');
    expect(await totalLosses(clean)).toEqual(losses);
    await expect(clean.getByRole('button', { name: 'Export offsets' })).toBeEnabled();
    await openView(clean, 'Train');
    await expect(clean.getByLabel('Training status')).toHaveText(/^Recorded, 1 of 1 step$/u);
    await openView(clean, 'Evaluate');
    expect(await clean.getByRole('region', { name: 'Mean average precision' }).innerText()).toBe(table);
  });

  await test.step('the detector works here', async () => {
    await clean.getByLabel('Detector A', { exact: true }).selectOption({ index: 3 });
    await expect(clean.getByLabel('Evaluation status')).toBeVisible();
    await clean.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await expect(clean.getByLabel('Evaluation status')).toHaveText(/Image|Finished/u);
  });
  await context.close();
  expect([...complaints, ...cleanComplaints]).toEqual([]);
});
