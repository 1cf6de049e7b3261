// `npm run picture-readme`: photographs the first screen as every visitor sees it, with the live model, in light and in dark, for the README.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { openPage } from './page';

const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
const { page, close } = await openPage({
  address: '?',
  viewport: { width: 1440, height: 900 },
});
try {
  await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor({ timeout: 120_000 });
  for (const pane of ['Left pane', 'Right pane'])
    await page.getByRole('region', { name: pane }).getByText(/found/u).waitFor({ timeout: 120_000 });
  await page.mouse.move(0, 0);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(folder, `page-${scheme}.png`) });
  }
} finally {
  await close();
}
