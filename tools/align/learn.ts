import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import { pooledOffsets } from '../../src/augmentation/pooled-offset';
import { root } from '../install.mjs';
import { headless } from '../reproduce/headless-process';

const folder = join(root, '.cache/align');

/** Learns or measures offsets in a process of its own. @returns their means over the grid, `[C]` each, and the hash of the model */
export async function learn(
  command: 'optimize' | 'shifts',
  name: string,
  config: object,
): Promise<{ readonly pooled: readonly Float32Array[]; readonly modelHash: string }> {
  const out = join(folder, name.replaceAll(/[^\w]+/gu, '-'));
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'config.json'), JSON.stringify(config));
  const { model } = await headless<{ readonly model: string }>([
    command,
    '--config',
    join(out, 'config.json'),
    '--out',
    out,
  ]);
  return { pooled: pooledOffsets(readOffsetsFile(readFileSync(join(out, 'offsets.safetensors')))), modelHash: model };
}
