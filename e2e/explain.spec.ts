import { expect, test } from '@playwright/test';
import { axeViolations } from './accessibility';
import { openWithModel, watchConsole, withoutRecordings } from './journey';

test('the shipped offsets point where the weather goes; a step, orders, plane, channels, words', async ({ page }) => {
  // Six computations and two readings by axe of the longest view.
  test.slow();
  const { complaints } = watchConsole(page);
  await withoutRecordings(page);
  await openWithModel(page);
  await page.getByRole('navigation', { name: 'Views' }).getByText('Explain').click();
  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  await page.getByRole('button', { name: /^Use the shipped offsets/u }).click();
  await expect(page.getByRole('status', { name: 'Offsets in view' })).toContainText('15 target prompts');

  await test.step('true shifts: the mean of own weathers is above chance and above other weathers', async () => {
    const shifts = panel('Where does the weather really go?');
    await shifts.getByLabel('Streets', { exact: true }).fill('2');
    await shifts.getByRole('button', { name: 'Measure true shifts' }).click();
    await expect(shifts.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await shifts.getByRole('button', { name: 'Cancel' }).click();
    await expect(shifts.getByText('Mean of own weather')).toHaveCount(0);
    await shifts.getByRole('button', { name: 'Measure true shifts' }).click();
    await expect(shifts.getByText('Mean of own weather')).toBeVisible({ timeout: 180_000 });
    const figure = async (name: string) => {
      const text = await shifts.locator('dl.figures > div', { hasText: name }).locator('dd').textContent();
      return Number(text!.replace('−', '-').replace('±', ''));
    };
    const own = await figure('Mean of own weather');
    expect(own).toBeGreaterThan(await figure('Chance, 95 %'));
    expect(own).toBeGreaterThan(await figure('Mean of other weathers'));
    await expect(shifts.getByRole('row')).toHaveCount(1 + 15 + 2);
    await shifts.getByRole('button', { name: 'Export the matrix of shifts' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      shifts.getByRole('menuitem', { name: /shifts\.csv/u }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('shifts.csv');
    await shifts.getByRole('button', { name: 'What tells them apart' }).click();
    await shifts.getByRole('button', { name: 'Export the matrix of shifts' }).click();
    await expect(shifts.getByRole('menuitem', { name: /shifts-centred\.csv/u })).toBeVisible();
    await page.keyboard.press('Escape');
    await shifts.getByRole('button', { name: 'Whole vectors' }).click();
  });

  await test.step('a step, and the same crop with batch statistics', async () => {
    const step = panel('A step in slow motion');
    await step.getByRole('button', { name: 'Compute a step' }).click();
    await step.getByRole('button', { name: 'Next sub-step' }).click();
    await expect(step.getByText('The same in closed form')).toBeVisible();
    await step.getByRole('button', { name: 'Next iteration' }).click();
    await expect(step.getByRole('heading', { name: 'Iteration 1: loss' })).toBeVisible();
    const losses = (await step.getByText(/D\(z\*, z̄\) so far/u).textContent())!.match(/0\.\d{4}/gu)!.map(Number);
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0]!);
    const norm = panel('Batch norm as released');
    await norm.getByRole('button', { name: 'Compare on this crop' }).click();
    const share = async (name: RegExp) => {
      const text = await norm.getByRole('row', { name }).getByRole('cell').nth(2).textContent();
      return Number.parseFloat(text!);
    };
    await expect(norm.getByRole('row')).toHaveCount(3, { timeout: 60_000 });
    expect(await share(/^code-batchnorm/u)).toBeLessThan(0.1);
    expect(await share(/^code:/u)).toBeGreaterThan(1);
  });

  await test.step('embeddings: ranks, and a plane that turns', async () => {
    const order = panel('Images and prompts, before and after');
    await order.getByLabel('Streets', { exact: true }).fill('1');
    await order.getByRole('button', { name: 'Embed the images' }).click();
    const table = order.getByRole('region', { name: 'Cosine of images with prompts' });
    await expect(table.getByRole('row')).toHaveCount(1 + 1 + 15, { timeout: 90_000 });
    const plane = page.getByRole('region', { name: /^Embedding plane;/u });
    const text = plane.getByText(/^PC1/u);
    const before = await text.getAttribute('x');
    await plane.focus();
    await page.keyboard.press('ArrowRight');
    expect(await text.getAttribute('x')).not.toBe(before);
    await panel('Embedding plane').getByRole('button', { name: 'Source to target' }).click();
    await expect(page.getByText(/Mean cosine of images with the text direction/u)).toBeVisible();
    await panel('Embedding plane').getByRole('button', { name: 'Export the plane' }).click();
    const [figure] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /embedding-plane-text\.png/u }).click(),
    ]);
    expect(figure.suggestedFilename()).toBe('embedding-plane-text.png');
    // Hidden labels of the tables must not lengthen the page, which would scroll it away under its header.
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  });

  await test.step('words of the supplement; one becomes a prompt', async () => {
    const words = panel('Prompt workshop');
    await words.getByRole('button', { name: /^Compare with/u }).click();
    await expect(words.getByText(/\d+ of \d+ words pass/u)).toBeVisible();
    await words.getByRole('button', { name: /^hail/u }).click();
    await words.getByRole('button', { name: /^Add 1 prompt/u }).click();
    await expect(page.getByRole('textbox', { name: 'Target prompt 5' })).toHaveValue('an image taken on a hail night');
  });

  await test.step('results survive another view', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
    await page.getByRole('navigation', { name: 'Views' }).getByText('Explain').click();
    await expect(page.getByText('Mean of own weather')).toBeVisible();
  });

  expect(await axeViolations(page, { within: 'main' })).toEqual([]);
  expect(complaints).toEqual([]);
});
