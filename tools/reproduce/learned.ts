import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../src/augmentation/methods/registry';
import { unseenDomains } from '../../src/runs/records/benchmark-results';
import { root } from '../install.mjs';
import { headless } from './headless-process';
import { learnedFile, learnedFolder, type LearnedSource } from './learned-file';
import type { LearnedFrom } from './rows';

/** Streets that are rendered in source and target weather. */
const oracleScenes = 100;

async function learn(command: 'optimize' | 'shifts', source: LearnedSource, config: object): Promise<void> {
  if (existsSync(join(root, learnedFile(source)))) return;
  const out = join(root, learnedFolder, source);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'config.json'), JSON.stringify(config));
  await headless([command, '--config', join(out, 'config.json'), '--out', out]);
}

/** How the shipped offsets were learned. */
function shippedOffsets(): { readonly targetPrompts: readonly string[] } {
  const file = readFileSync(join(root, 'models/pretrain/detectors/offsets.json'), 'utf8');
  return JSON.parse(file) as { readonly targetPrompts: readonly string[] };
}

/** Learns what a row needs and is not there yet. */
export async function prepareLearned(source: LearnedFrom): Promise<void> {
  switch (source) {
    case null:
    case 'weather':
      return;
    case 'unrelated': {
      // The same settings as the shipped offsets have, other prompts.
      const config = { ...shippedOffsets(), targetPrompts: methods.unrelated.suggestedPrompts };
      return learn('optimize', source, config);
    }
    case 'styles': {
      const { targetPrompts } = shippedOffsets();
      return learn('optimize', source, { method: 'pin', targetPrompts, seed: 1 });
    }
    case 'oracle':
      return learn('shifts', source, { conditions: unseenDomains, scenes: oracleScenes, split: 'train' });
    default:
      source satisfies never;
  }
}
