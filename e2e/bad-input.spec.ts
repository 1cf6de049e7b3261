import { expect, test } from '@playwright/test';
import { openWithModel, watchConsole } from './journey';
import { emptyPng, hugePng } from './pictures';

test('bad input gets a clear message, and what was there before stays', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page);

  await test.step('prompts', async () => {
    const targets = page.getByRole('list', { name: 'Target prompts' }).getByRole('listitem');
    const before = await targets.count();
    const field = page.getByLabel('New target prompt');
    await field.fill('   ');
    await field.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'empty' })).toBeVisible();
    await field.fill('rain '.repeat(2001));
    await field.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: '10,000' })).toBeVisible();
    await expect(targets).toHaveCount(before);
    expect(complaints).toEqual([]);
  });

  const pictures = [
    { name: 'one pixel', file: emptyPng(1, 1), message: /at least 16/u },
    { name: '100 megapixels', file: hugePng(10_000, 10_000), message: /million/u },
    { name: 'a broken image', file: Buffer.from('this is no picture'), message: /image/iu },
  ];
  const notices = page.getByRole('region', { name: 'Notices' });
  const facts = page.getByRole('region', { name: 'Left pane' }).getByText(/found/u);
  const before = await facts.textContent();
  for (const { name, file, message } of pictures)
    await test.step(name, async () => {
      await page
        .getByLabel('Images to detect in')
        .setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: file });
      const notice = notices.getByRole('alert').filter({ hasText: message });
      await expect(notice).toBeVisible();
      await expect(facts).toHaveText(before ?? '');
      await notice.getByRole('button', { name: 'Dismiss notice' }).click();
    });
});
