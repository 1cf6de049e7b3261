import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The kit's own folder: the bundle lies in `suite/` below it. */
export const kitFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
