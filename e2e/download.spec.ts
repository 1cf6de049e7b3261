import { expect, test } from '@playwright/test';
import { openWithModel } from './journey';

test('a downloaded model is kept, found again without the network, and deleted; a download that fails says why in its menu', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openWithModel(page);
  const pill = page.getByRole('button', { name: /^Model: /u });
  const address = new URL('models/builtin/', page.url()).href;
  await pill.click();
  const card = page.getByRole('dialog', { name: 'Model card' });
  const source = card.getByLabel('Repository on the hub, or address');

  await source.fill(address);
  await card.getByRole('button', { name: 'Download' }).click();
  const kept = card.getByRole('list', { name: 'Models in this browser' }).getByRole('listitem');
  await expect(kept).toContainText('In use');
  await expect(card.getByText('Agrees with its own ONNX graph')).toBeVisible({ timeout: 60_000 });

  await openWithModel(page);
  await pill.click();
  const before = asked.length;
  await card.getByRole('button', { name: `Load ${address}` }).click();
  await expect(kept).toContainText('In use');
  expect(asked.slice(before).filter((path) => path.includes('/models/'))).toEqual([]);

  await card.getByRole('button', { name: 'Reload the built-in model' }).click();
  await expect(kept).not.toContainText('In use');
  await card.getByRole('button', { name: `Delete ${address}` }).click();
  await card.getByRole('button', { name: 'Delete for good' }).click();
  await expect(card.getByText('None yet.')).toBeVisible();

  await test.step('why a download failed stands in the menu where it was begun', async () => {
    await source.fill(new URL('nowhere/', page.url()).href);
    await card.getByRole('button', { name: 'Download' }).click();
    const reason = card.getByRole('alert');
    await expect(reason).toContainText('is missing');
    await expect(reason).toBeInViewport();
    await expect(card.getByText('In use')).toHaveCount(0);
  });
});
