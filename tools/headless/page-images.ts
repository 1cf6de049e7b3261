import type { Page } from '@playwright/test';
import type { RgbImage } from '../../src/geometry/rgb-image';
import type { ImageRef } from './images';
import { inPage } from './in-page';
import { carryFiles } from './page-files';

declare global {
  /** Decoded images that wait in the page. */
  var openedImages: { put: (images: RgbImage[]) => string; take: (key: string) => RgbImage[] };
}

/**
 * Decodes files and draws scenes; they stay in the page.
 * @returns the key for `openedImages.take`, which hands them over once
 * @throws HeadlessError naming the file that is no image; `out-of-memory` beyond the page's own limit
 */
export async function openImages(page: Page, refs: readonly ImageRef[]): Promise<string> {
  await addShelf(page);
  const files = refs.flatMap((ref) => (ref.kind === 'file' ? [{ path: ref.name, file: ref.file }] : []));
  const key = await carryFiles(page, files);
  return inPage(
    page,
    async (request: { refs: readonly ImageRef[]; key: string }) => {
      const mostBytes = 1_500_000_000;
      const carried = carriedFiles!.get(request.key)!;
      carriedFiles!.delete(request.key);
      const images: RgbImage[] = [];
      let nextFile = 0;
      let bytes = 0;
      for (const ref of request.refs) {
        if (ref.kind === 'scene') images.push(playgroundScene(ref));
        else {
          const { path, file } = carried[nextFile++]!;
          try {
            images.push(await playgroundEngine.decodeImage(file));
          } catch (error) {
            const { code, hint, message } = error as Error & { code: string; hint: string };
            throw Object.assign(new Error(`${path}: ${message}`), { code, hint });
          }
        }
        bytes += images.at(-1)!.data.length;
        if (bytes > mostBytes)
          throw Object.assign(new Error(`${images.length} images take more than 1.5 GB as pixels.`), {
            code: 'out-of-memory',
            hint: 'Name fewer images; a few dozen represent a domain well.',
          });
      }
      return openedImages.put(images);
    },
    { refs, key },
  );
}

/** Sets `openedImages`; the second call changes nothing. */
export async function addShelf(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    if ('openedImages' in globalThis) return;
    const shelf = new Map();
    let count = 0;
    globalThis.openedImages = {
      put: (images) => {
        const key = 'images-' + count++;
        shelf.set(key, images);
        return key;
      },
      take: (key) => {
        const images = shelf.get(key);
        shelf.delete(key);
        return images;
      },
    };
  })()`);
}
