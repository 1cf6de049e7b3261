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

declare global {
  /** The page's clock when a viewer's picture first was on the screen. */
  var firstPictureAt: number | undefined;
}

/** Opens the built page in a fresh profile and lists every script, the workers' included, that was asked for before a viewer's first picture. */
export async function scriptsBeforeFirstPicture(): Promise<ScriptsBeforePicture> {
  const { page, close } = await openPage({
    address: '',
    viewport: { width: 1440, height: 900 },
    first: watchFirstPicture,
  });
  try {
    await page.waitForFunction(() => globalThis.firstPictureAt !== undefined);
    const paths = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => startTime < globalThis.firstPictureAt! && /\.m?js$/u.test(name))
        .map(({ name }) => new URL(name).pathname.slice(1)),
    );
    const scripts = await Promise.all(
      [...new Set(paths)].map(async (path) => ({
        path,
        bytes: gzipSync(await readFile(join(root, 'dist', path))).length,
      })),
    );
    return { scripts, bytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await close();
  }
}

/** Runs in the page, before its own scripts: what is put on a viewer's canvas shows with the next frame. */
function watchFirstPicture(): void {
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (this: CanvasRenderingContext2D, ...call: unknown[]) {
    Reflect.apply(putImageData, this, call);
    if (globalThis.firstPictureAt !== undefined || !this.canvas.closest('.viewer')) return;
    requestAnimationFrame((now) => (globalThis.firstPictureAt ??= now));
  };
}
