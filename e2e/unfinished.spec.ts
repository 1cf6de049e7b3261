import { expect, test, type Page } from '@playwright/test';
import { exportedCurves, openWithModel, setParameter, watchConsole } from './journey';

/** The curves without the time, which no two runs share. */
async function curves(page: Page): Promise<readonly string[]> {
  const [header = '', ...rows] = (await exportedCurves(page)).trim().split('\n');
  const seconds = header.split(',').indexOf('seconds');
  return rows.map((row) => row.split(',').toSpliced(seconds, 1).join(','));
}

test('an optimisation that a reload cuts off goes on to the curve of an uninterrupted one, and nothing of it stays; an evaluation after its last image', async ({
  page,
}) => {
  // A page until its model answers, three times.
  test.slow();
  const { complaints } = watchConsole(page);
  await openWithModel(page);
  await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
  await setParameter(page, 'Iterations', 12);
  const status = page.getByLabel('Optimisation status');
  await page.getByRole('button', { name: 'Run again', exact: true }).click();
  await expect(status).toHaveText('Finished', { timeout: 120_000 });
  const whole = await curves(page);
  expect(whole).toHaveLength(12);

  // One iteration; the run then holds, and its checkpoint is stored.
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(status).toHaveText('Paused');
  await expect.poll(() => storedCheckpoints(page), { timeout: 60_000 }).toBe(1);

  await test.step('another tab leaves it alone', async () => {
    const other = await page.context().newPage();
    await other.goto('./#view=train');
    const stored = other.getByRole('list', { name: 'Stored files' });
    await expect(stored).toContainText('checkpoint, 1 of 12 iterations');
    await stored.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(other.getByText('Another tab works on this run.')).toBeVisible();
    await other.close();
  });

  // What a browser that was killed in the middle of a write leaves beside the file.
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('checkpoints');
    for await (const name of folder.keys()) {
      const writer = await (await folder.getFileHandle(`${name}.crswap`, { create: true })).createWritable();
      await writer.write('half of a checkpoint');
      await writer.close();
      return;
    }
  });
  expect(await storedCheckpoints(page)).toBe(2);
  await page.reload();
  await expect(status).toHaveText('Unfinished');
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on from iteration 1' }).click({ timeout: 90_000 });
  await expect(status).toHaveText('Finished', { timeout: 120_000 });
  expect(await curves(page)).toEqual(whole);
  await expect.poll(() => storedCheckpoints(page)).toBe(0);

  await test.step('an evaluation that a reload cuts off keeps its images and goes on after the last one', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Evaluate').click();
    const progress = page.getByLabel('Evaluation status');
    const domains = page.getByRole('group', { name: 'Domains', exact: true });
    for (const name of ['Night clear', 'Dusk rainy', 'Daytime foggy', 'Daytime clear'])
      await domains.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
    await setParameter(page, 'Images per domain', 25);
    await expect(page.getByText(/^Next: 50 images/u)).toBeVisible();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    // The first checkpoint comes after a second.
    await expect.poll(() => storedCheckpoints(page), { timeout: 60_000 }).toBe(1);
    await page.reload();
    await expect(progress).toHaveText(/^Interrupted after [1-9]\d* of 50 images/u);
    const kept = Number((await progress.textContent())!.match(/after (\d+)/u)![1]);
    await page.getByRole('button', { name: 'Resume' }).click({ timeout: 90_000 });
    await expect(progress).toHaveText(/^Image \d+ of 50/u);
    expect(Number((await progress.textContent())!.match(/\d+/u)![0])).toBeGreaterThanOrEqual(kept);
    await expect(progress).toHaveText('Finished, 50 images', { timeout: 120_000 });
    await expect.poll(() => storedCheckpoints(page)).toBe(0);
  });
  expect(complaints).toEqual([]);
});

/** Files of unfinished work that are in the browser's own file system, whole. */
function storedCheckpoints(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('checkpoints', { create: true });
    let count = 0;
    for await (const handle of folder.values())
      if (handle.kind === 'file' && (await handle.getFile()).size > 0) count++;
    return count;
  });
}
