// `npm run gpu-kit [-- --folder]`: makes the GPU kit, a folder and an archive in .cache/gpu-kit/; with --folder only the folder.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assembleKit } from './gpu-kit/assemble';
import { packKit } from './gpu-kit/pack';
import { root } from './install.mjs';
import { exitCodeOfFailure } from './test-gpu/exit-code';

try {
  const { values } = parseArgs({ options: { folder: { type: 'boolean', default: false } } });
  const kit = join(root, '.cache/gpu-kit/clip-the-gap-gpu-kit');
  await assembleKit(kit);
  console.log(`Folder: ${kit}`);
  if (!values.folder) {
    console.error('Packing, which takes a minute or two …');
    const archive = `${kit}.tar.xz`;
    const bytes = await packKit(kit, archive);
    console.log(`Archive: ${archive}, ${(bytes / 1e6).toFixed(1)} MB`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = exitCodeOfFailure(error);
}
