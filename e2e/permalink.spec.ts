import { expect, test } from '@playwright/test';
import { openWithModel } from './journey';

test('the scene of a link stays when example and model have come', async ({ page }) => {
  await openWithModel(page, './#v=1&scene=3&cond=daytime-foggy');
  const linked = page
    .getByRole('group', { name: 'Scenes' })
    .getByRole('button', { name: 'daytime-foggy, scene 4', exact: true });
  await expect(linked).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('group', { name: /^daytime-foggy, test scene 4: \d+ detections/u })).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Left pane' }).getByText(/\d+ found/u)).toBeVisible({
    timeout: 90_000,
  });
  await expect(linked).toHaveAttribute('aria-pressed', 'true');
  expect(new URL(page.url()).hash).toBe('#v=1&scene=3&cond=daytime-foggy');
});

test('Back changes the view and keeps what was entered since', async ({ page }) => {
  await openWithModel(page);
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByText('Detect').click();
  await page.getByLabel('Score threshold').fill('0.3');
  await expect(page).toHaveURL(/thr=0\.3/u);
  await page.goBack();
  await expect(page).not.toHaveURL(/view=/u);
  await expect(page.getByLabel('Score threshold')).toHaveValue('0.3');
  await expect(page).toHaveURL(/thr=0\.3/u);
  await page.goForward();
  await expect(page).toHaveURL(/view=detect/u);
});
