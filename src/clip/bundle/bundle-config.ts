import { CodedError } from '../../errors/coded-error';
import type { VisualArchitecture } from '../tower/architecture';

/** What `config.json` says; undefined where it does not. */
export interface BundleConfig {
  readonly name: string | undefined;
  readonly embeddingDim: number | undefined;
  readonly imageSize: number | undefined;
  readonly contextLength: number | undefined;
  readonly textHeads: number | undefined;
  /** Whether the text tower was trained with QuickGELU. */
  readonly quickGelu: boolean | undefined;
}

/** Reads open_clip's `config.json`; a `model_cfg` around it, as timm writes, is looked through. @throws ModelError `bundle-file-broken` */
export function parseBundleConfig(json: string): BundleConfig {
  const outer = record(parseBundleJson('config.json', json));
  const config = 'model_cfg' in outer ? record(outer['model_cfg']) : outer;
  const name = outer['name'];
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    embeddingDim: size(config['embed_dim']),
    imageSize: size(record(config['vision_cfg'])['image_size']),
    contextLength: size(record(config['text_cfg'])['context_length']),
    textHeads: size(record(config['text_cfg'])['heads']),
    quickGelu: typeof config['quick_gelu'] === 'boolean' ? config['quick_gelu'] : undefined,
  };
}

/** @throws ModelError `bundle-mismatch` where the configuration is that of another model than the weights */
export function checkBundleConfig(config: BundleConfig, architecture: VisualArchitecture): void {
  const pairs = [
    ['embed_dim', config.embeddingDim, architecture.embeddingDim],
    ['vision_cfg.image_size', config.imageSize, architecture.resolution],
  ] as const;
  for (const [key, declared, found] of pairs) {
    if (declared === undefined || declared === found) continue;
    throw new CodedError(
      'bundle-mismatch',
      `config.json says ${key} = ${declared}; the visual weights have ${found}.`,
      'Take config.json and the visual tower from the same model.',
    );
  }
}

/** `textual/words.json`: words, lower case. @throws ModelError `bundle-file-broken` */
export function parseVocabulary(json: string): readonly string[] {
  const words = parseBundleJson('textual/words.json', json);
  if (Array.isArray(words) && words.every((word): word is string => typeof word === 'string')) return words;
  throw new CodedError('bundle-file-broken', 'textual/words.json is not a list of words.', 'Download it again.');
}

const publicNames: Readonly<Record<string, string>> = {
  '64 3-4-6-3': 'RN50',
  '64 3-4-23-3': 'RN101',
  '80 4-6-10-6': 'RN50x4',
  '96 6-8-18-8': 'RN50x16',
  '128 3-15-36-10': 'RN50x64',
};

/** A model's name by its architecture: `RN50`, or the sizes where no public CLIP has them. */
export function architectureName({ width, blocks }: VisualArchitecture): string {
  const layers = blocks.join('-');
  return publicNames[`${width} ${layers}`] ?? `CLIP ResNet ${layers}, width ${width}`;
}

function parseBundleJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('bundle-file-broken', `${path} is not valid JSON: ${reason}`, 'Download it again.', { cause });
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function size(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}
