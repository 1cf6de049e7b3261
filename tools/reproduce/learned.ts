import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../src/augmentation/methods/registry';
import { root } from '../install.mjs';
import { headless } from './headless-process';
import type { LearnedFrom } from './rows';

type Source = NonNullable<LearnedFrom>;

const folder = '.cache/reproduce/learned';

/** The offsets file of a source, relative to the root; {@link prepareLearned} makes those that are not shipped. */
export function learnedFile(source: Source): string {
  switch (source) {
    case 'weather':
      return 'models/builtin/offsets/weather.safetensors';
    case 'unrelated':
      return `${folder}/unrelated/offsets.safetensors`;
    default:
      return source satisfies never;
  }
}

/** Learns what a row needs and is not there yet. */
export async function prepareLearned(source: LearnedFrom): Promise<void> {
  switch (source) {
    case null:
    case 'weather':
      return;
    case 'unrelated': {
      if (existsSync(join(root, learnedFile(source)))) return;
      // The same settings as the shipped offsets have, other prompts.
      const shipped = readFileSync(join(root, 'models/pretrain/detectors/offsets.json'), 'utf8');
      const config = { ...(JSON.parse(shipped) as object), targetPrompts: methods.unrelated.suggestedPrompts };
      const out = join(root, folder, source);
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, 'config.json'), JSON.stringify(config));
      await headless(['optimize', '--config', join(out, 'config.json'), '--out', out]);
      return;
    }
    default:
      source satisfies never;
  }
}
