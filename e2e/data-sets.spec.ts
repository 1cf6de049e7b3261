import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { writeZip } from '../src/formats/zip/zip';
import { axeViolations } from './accessibility';
import { openWithModel, watchConsole } from './journey';
import { emptyPng } from './pictures';

const annotation = (name: string) =>
  `<annotation><size><width>96</width><height>64</height></size><object><name>${name}</name><bndbox><xmin>11</xmin><ymin>21</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object></annotation>`;

/** Two domains of Diverse Weather with two images each; one annotation is broken. */
function diverseWeather(): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return ['daytime_clear', 'night_rainy'].flatMap((domain) => {
    const root = `${domain}/VOC2007`;
    const split = domain === 'daytime_clear' ? 'test' : 'train';
    return [
      { path: `${root}/ImageSets/Main/${split}.txt`, bytes: Buffer.from('one\ntwo\nthree\n') },
      ...['one', 'two', 'three'].flatMap((stem) => [
        { path: `${root}/JPEGImages/${stem}.png`, bytes: emptyPng(96, 64) },
        {
          path: `${root}/Annotations/${stem}.xml`,
          bytes: Buffer.from(stem === 'three' ? '<annotation>' : annotation('Car')),
        },
      ]),
    ];
  });
}

async function openData(page: Page) {
  await page.getByRole('button', { name: 'Data sets', exact: true }).click();
  return page.getByRole('dialog', { name: 'Data' });
}

test('a folder in the layout of Diverse Weather: problems named, evaluated beside the paper, used in Optimise and Train, and the same as a dropped zip file', async ({
  page,
}, testInfo) => {
  const { complaints } = watchConsole(page);
  const folder = testInfo.outputPath('diverseWeather');
  for (const { path, bytes } of diverseWeather()) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  await openWithModel(page);
  const dialog = await openData(page);
  await page.getByLabel('Data set folder').setInputFiles(folder);

  await test.step('the dialog lists it', async () => {
    const parts = dialog.getByRole('region', { name: 'Parts of diverseWeather' });
    await expect(parts.getByRole('row')).toHaveText([/Part/u, /Daytime clear.*test.*2/u, /Night rainy.*train.*2/u]);
    const boxes = await Promise.all(
      ['Evaluate on it', 'Remove diverseWeather'].map((name) => dialog.getByRole('button', { name }).boundingBox()),
    );
    expect([boxes[0]!.y, boxes[0]!.height]).toEqual([boxes[1]!.y, boxes[1]!.height]);
    const cells = parts.locator('tbody tr > *');
    const places = await cells.evaluateAll((list) => list.map((cell) => getComputedStyle(cell).verticalAlign));
    expect(new Set(places)).toEqual(new Set(['baseline']));
    await dialog.getByText('2 problems').click();
    await expect(dialog.getByText('line 1: <annotation> is never closed').first()).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
  });

  await test.step('every picture is looked at, and the report can be had as files', async () => {
    await dialog.getByRole('button', { name: 'Look at every picture' }).click();
    const classes = dialog.getByRole('region', { name: 'Objects of diverseWeather by class' });
    await expect(classes.getByRole('row')).toHaveText([/Class.*daytime-clear.*night-rainy/u, /car\s*2\s*2/u]);
    await expect(dialog.getByRole('list', { name: 'Pictures of diverseWeather' }).getByRole('listitem')).toHaveText([
      'daytime-clear 2 pictures: 96 × 64 (2)',
      'night-rainy 2 pictures: 96 × 64 (2)',
    ]);
    await dialog.getByRole('button', { name: 'Export the report of diverseWeather' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /Images and objects, CSV/u }).click(),
    ]);
    const rows = (await readFile(await file.path(), 'utf8')).split('\n');
    expect(rows.slice(0, 2)).toEqual([
      'part,file,width,height,class,x1,y1,x2,y2,difficult,crowd',
      'daytime-clear,daytime_clear/VOC2007/JPEGImages/one.png,96,64,car,10,20,49,59,false,false',
    ]);
    expect(await axeViolations(page)).toEqual([]);
  });

  await test.step('evaluation prints the paper’s rows', async () => {
    await dialog.getByRole('button', { name: 'Evaluate on it' }).click();
    await expect(page.getByText('Next: 8 images')).toBeVisible();
    await expect(page.getByLabel('Evaluation status')).toBeVisible();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await expect(page.getByLabel('Evaluation status')).toHaveText('Finished, 8 images', { timeout: 60_000 });
    const table = page.getByRole('region', { name: 'Mean average precision' });
    await expect(table.getByRole('columnheader', { name: /Night rainy/u })).toBeVisible();
    await expect(table.getByRole('row', { name: /^Paper CLIP the Gap/u })).toHaveText(
      /VOC 2007 11-point.*51\.3.*18\.7/u,
    );
  });

  await test.step('it is a source of images', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Optimise').click();
    await page
      .getByLabel('Source images: where crops are cut from')
      .selectOption({ label: 'diverseWeather: daytime-clear (2 images)' });
    await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
    await page.getByLabel('Training images').selectOption({ label: 'diverseWeather: daytime-clear (2 images)' });
    await expect(page.getByText('Training sees “diverseWeather”')).toBeVisible();
  });

  await test.step('a zip file that is dropped on the page', async () => {
    // One picture fewer, so that its evaluation cannot be taken for the one before.
    const files = diverseWeather().filter(({ path }) => !/^night_rainy.*two\.\w+$/u.test(path));
    const zip = writeZip(files.map((file) => ({ ...file, pack: 'deflate' })));
    const transfer = await page.evaluateHandle(
      (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'weather.zip', { type: 'application/zip' }));
        return data;
      },
      [...zip],
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    const weather = dialog.getByRole('listitem').filter({ has: page.getByText('weather', { exact: true }) });
    await expect(weather).toBeVisible();
    await weather.getByRole('button', { name: 'Evaluate on it' }).click();
    await expect(page.getByLabel('Evaluation status')).toBeVisible();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await expect(page.getByLabel('Evaluation status')).toHaveText('Finished, 6 images', { timeout: 60_000 });
    await page.getByRole('button', { name: /^Misses/u }).click();
    await page.getByRole('list', { name: 'Misses' }).getByRole('button').first().click();
    const picture = page.getByRole('dialog', { name: /image \d/u });
    await expect(picture.getByText(/found, \d+ false/u).first()).toBeVisible();
    await picture.getByRole('button', { name: 'Close picture' }).click();
  });

  await test.step('its pictures are browsed, and one of them is shown in Detect with its box', async () => {
    const data = await openData(page);
    const weather = data.getByRole('listitem').filter({ has: page.getByText('weather', { exact: true }) });
    await weather.getByRole('button', { name: 'Browse its pictures' }).click();
    const browser = page.getByRole('dialog', { name: 'Pictures of weather' });
    const grid = browser.getByRole('listbox');
    await expect(grid.getByRole('option')).toHaveText([
      /^one\.png1 object$/u,
      /^two\.png1 object$/u,
      /^one\.png1 object$/u,
    ]);
    // As large as the file, once the worker has read it.
    await expect
      .poll(() =>
        grid
          .locator('canvas')
          .evaluateAll((all) => (all as HTMLCanvasElement[]).map(({ width, height }) => [width, height])),
      )
      .toEqual([
        [96, 64],
        [96, 64],
        [96, 64],
      ]);
    expect(await axeViolations(page)).toEqual([]);
    await grid.press('Enter');
    await browser.getByRole('button', { name: 'Open in Detect' }).click();
    await expect(page.getByText('weather, daytime_clear/VOC2007/JPEGImages/one.png')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Domain' }).getByRole('button', { pressed: true })).toHaveText(
      'weather (3)',
    );
    await expect(page.getByRole('region', { name: 'Left pane' }).getByText(/of 1 found/u)).toBeVisible();
  });

  await test.step('a folder of other files says so, and changes nothing', async () => {
    const data = await openData(page);
    await page
      .getByLabel('Data set zip file')
      .setInputFiles({ name: 'other.zip', mimeType: 'application/zip', buffer: Buffer.from(writeZip([])) });
    await expect(page.getByRole('region', { name: 'Notices' }).getByRole('alert')).toContainText(
      '“other” is no data set that is known here.',
    );
    for (const name of ['diverseWeather', 'weather']) await expect(data.getByText(name, { exact: true })).toBeVisible();
    await expect(data.getByText('other', { exact: true })).toHaveCount(0);
  });
  expect(complaints).toEqual([]);
});
