// `npm run record-example`: uses the page as a visitor would, and keeps the exported session as what the first screen shows.
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { exportSession } from '../src/runs/session/session';
import { unpackSession } from '../src/runs/session/session-zip';
import { root } from './install.mjs';
import { openPage } from './page';

const opened = await openPage({ address: '?', viewport: { width: 1440, height: 900 } });
try {
  const { page } = opened;
  await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 120_000 });
  const run = page.getByRole('button', { name: /^Run/u });
  await run.click();
  await page.getByLabel('Optimisation status').filter({ hasText: 'Finished' }).waitFor({ timeout: 600_000 });
  await page.getByRole('region', { name: 'Right pane' }).getByText(/found/u).waitFor({ timeout: 120_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export the session' }).click(),
  ]);
  // One text, with offsets in half precision: the page fetches it before anything else.
  const { session } = await unpackSession(new Blob([await readFile(await download.path())]));
  await writeFile(join(root, 'public/example.session.json'), exportSession(session));
} finally {
  await opened.close();
}
