import { expect, test, type Page } from '@playwright/test';
import { openWithModel, setParameter, totalLosses, watchConsole } from './journey';

test('prompts, ten optimisation steps, detection in both panes, a dropped image', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page);

  await test.step('type a target prompt', async () => {
    await page.getByLabel('New target prompt').fill('an image taken on a foggy morning');
    await page.getByLabel('New target prompt').press('Enter');
    await expect(
      page.getByRole('list', { name: 'Target prompts' }).getByText('an image taken on a foggy morning'),
    ).toBeVisible();
  });

  await test.step('ten optimisation steps with a falling loss', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
    await setParameter(page, 'Iterations', 10);
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
    const losses = await totalLosses(page);
    expect(losses).toHaveLength(10);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  await test.step('Reset says once what comes next', async () => {
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    const panel = page.getByRole('region', { name: 'Optimise', exact: true });
    await expect(panel.getByText('Run the optimisation: the loss appears here, live.')).toHaveCount(1);
    const sentences = (await panel.innerText()).match(/[^.\n]{12,}\./gu) ?? [];
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  await test.step('detection in both panes', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Detect').click();
    for (const pane of ['Left pane', 'Right pane']) {
      await expect(page.getByRole('region', { name: pane }).getByText(/\d+ found/u)).toBeVisible();
    }
  });

  await test.step('a dropped image', async () => {
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } });
    await dropFile(page, 'street.png', 'image/png', png);
    await expect(page.getByRole('region', { name: 'Right pane' }).getByText('ground truth unknown')).toBeVisible();
  });

  expect(complaints).toEqual([]);
});

async function dropFile(page: Page, name: string, type: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ base64, fileName, fileType }) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([content], fileName, { type: fileType }));
      return data;
    },
    { base64: bytes.toString('base64'), fileName: name, fileType: type },
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
