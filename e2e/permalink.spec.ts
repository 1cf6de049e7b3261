import { expect, test } from '@playwright/test';
import { openWithModel } from './journey';

test('the scene of a link stays when example and model have come; Back changes the view and keeps what was entered since', async ({
  page,
}) => {
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

  // Back changes the view and keeps what was entered since.
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

test('a link that a chat has changed is read, what cannot be read is named, and a field says what it refuses', async ({
  page,
}) => {
  await page.goto('./#v=1&amp;view=optimise&amp;src=hello&amp;its=37&amp;lr=0x10&amp;utm_source=chat');
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices.getByText('its & were written as &amp;')).toBeVisible();
  await expect(notices.getByText('lr=0x10 (Learning rate must be a number.)')).toBeVisible();
  await expect(notices.getByText('does not know these parts of the link: utm_source.')).toBeVisible();
  await expect(page.getByLabel('Source prompt')).toHaveValue('hello');

  const field = page.getByLabel('Iterations', { exact: true });
  await expect(field).toHaveValue('37');
  await expect(page.getByRole('button', { name: /^Model: Built-in/u })).toBeVisible({ timeout: 90_000 });
  const run = page.getByRole('button', { name: /^Run( again)?$/u });
  await expect(run).toBeEnabled({ timeout: 30_000 });

  // With its reset button the field stands level with its neighbour, which has none.
  const top = async (label: string) => (await page.getByLabel(label, { exact: true }).boundingBox())!.y;
  expect(await top('Iterations')).toBe(await top('Learning rate'));

  await field.fill('0x10');
  await expect(page.getByText('Iterations must be a number.').first()).toBeVisible();
  await expect(run).toBeDisabled();
  await expect(run).toHaveAttribute('title', /^Iterations must be a number\./u);
  await page.getByRole('button', { name: 'Reset Iterations to 150' }).click();
  await expect(field).toHaveValue('150');
  await expect(run).toBeEnabled();

  await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
  await page.getByText('Schedule and SGD').click();
  await page.getByRole('button', { name: 'Reference', exact: true }).click();
  await expect(page.getByLabel('Rate falls at steps')).toHaveValue('40000');
  await expect(page.getByLabel('Gradient clip')).toHaveValue('none');
  await page.getByLabel('Rate falls at steps').fill('40,000');
  await expect(page.getByText('Rate falls at steps must be a number.').first()).toBeVisible();
});
