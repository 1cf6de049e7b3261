import { join } from 'node:path';
import { root } from '../install.mjs';

/** What is made once for all runs: the model's file and rendered scenes. */
export const cacheFolder = process.env['TWIN_CACHE'] ?? join(root, '.cache/twin');
