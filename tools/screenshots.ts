// `npm run screenshots`: photographs every view before and after work, in light and dark, in four windows, into screenshots/.
// `-- --view train --width 390 --state before --whole` chooses; --view, --width and --state may repeat.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';
import { openPage } from './page';
import { photograph, viewTitles, windows } from './screenshots/photograph';
import { waitForModel, workEverywhere } from './screenshots/work';

const { values } = parseArgs({
  options: {
    view: { type: 'string', multiple: true },
    width: { type: 'string', multiple: true },
    state: { type: 'string', multiple: true, default: ['before', 'after'] },
    whole: { type: 'boolean', default: false },
  },
});
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });
const chosen = {
  folder,
  views: viewTitles.filter((title) => values.view?.includes(title.toLowerCase()) ?? true),
  widths: windows.map(({ width }) => width).filter((width) => values.width?.includes(String(width)) ?? true),
  whole: values.whole,
};
if (chosen.views.length === 0 || chosen.widths.length === 0) {
  console.error(
    `Nothing to photograph. --view is one of ${viewTitles.join(', ').toLowerCase()}; --width one of ${windows.map(({ width }) => width).join(', ')}.`,
  );
  process.exit(2);
}
const { page, close } = await openPage({ address: '?', viewport: windows[1] });
try {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await waitForModel(page);
  const complaints: string[] = [];
  if (values.state.includes('before')) complaints.push(...(await photograph(page, { ...chosen, state: 'before' })));
  if (values.state.includes('after')) {
    await page.setViewportSize(windows[1]);
    await workEverywhere(page);
    complaints.push(...(await photograph(page, { ...chosen, state: 'after' })));
  }
  for (const complaint of complaints) console.error(complaint);
  console.log(`The pictures are in ${folder}.`);
  if (complaints.length > 0) process.exitCode = 1;
} finally {
  await close();
}
