import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../install.mjs';
import { openPage } from '../page';

/** Scripts that the page has asked for until its first picture shows, with their gzipped sizes in bytes. */
export interface ScriptsBeforePicture {
  readonly scripts: readonly { readonly path: string; readonly bytes: number }[];
  readonly bytes: number;
}

/** Opens the built page in a fresh profile and notes every script, the workers' included, until a viewer has painted its picture. */
export async function scriptsBeforeFirstPicture(): Promise<ScriptsBeforePicture> {
  // A file without scripts first, so that nothing has been asked for when the listening begins.
  const { page, close } = await openPage({ address: 'icons/favicon.svg', viewport: { width: 1440, height: 900 } });
  try {
    const paths = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.m?js$/u.test(pathname)) paths.add(pathname.slice(1));
    });
    await page.goto(new URL('/', page.url()).href, { waitUntil: 'commit' });
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLCanvasElement>('.viewer canvas')].some((canvas) =>
        canvas
          .getContext('2d')
          ?.getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0),
      ),
    );
    const scripts = await Promise.all(
      [...paths].map(async (path) => ({ path, bytes: gzipSync(await readFile(join(root, 'dist', path))).length })),
    );
    return { scripts, bytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await close();
  }
}
