import type { Page } from '@playwright/test';
import type { LocalFile } from './local-files';

declare global {
  /** Files that {@link carryFiles} brought, by its key. */
  var carriedFiles: Map<string, readonly { readonly path: string; readonly file: File }[]> | undefined;
}

let carried = 0;

/**
 * Lets the page see files of this machine, as if a user had chosen them: handles, of which only what is needed is read.
 * @returns the key by which the page finds them in `carriedFiles`, in the given order
 */
export async function carryFiles(page: Page, files: readonly LocalFile[]): Promise<string> {
  const key = `files-${carried++}`;
  await page.evaluate((id) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, hidden: true, id });
    document.body.append(input);
  }, key);
  const input = page.locator(`#${key}`);
  await input.setInputFiles(files.map(({ file }) => file));
  await input.evaluate(
    (element, paths) => {
      const chosen = (element as HTMLInputElement).files;
      globalThis.carriedFiles ??= new Map();
      globalThis.carriedFiles.set(
        element.id,
        paths.map((path, at) => ({ path, file: chosen![at]! })),
      );
      element.remove();
    },
    files.map(({ path }) => path),
  );
  return key;
}
