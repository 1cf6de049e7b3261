import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeOffsetsFile } from '../../src/augmentation/offsets-file';
import { policyFile } from '../../src/photometrics/policy';
import { runHeadless } from './run';

const folder = mkdtempSync(join(tmpdir(), 'headless-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(at(name), content);
  return at(name);
};
mkdirSync(at('empty'));
const image = file('street.png', 'no picture, but there');
const prompts = 'sourcePrompt: day\ntargetPrompts: [night]\n';
const offsets = writeOffsetsFile({
  sourcePrompt: 'day',
  targetPrompts: ['night', 'fog'],
  channels: 2,
  height: 1,
  width: 1,
  values: new Float32Array(4),
});
file('offsets.safetensors', offsets);
file('other-family.json', '{"version": 1, "family": "photometrics-0"}');
file('cut.safetensors', offsets.subarray(0, offsets.length - 4));

const copies = [
  'augment',
  '--dataset',
  at('empty'),
  '--policy',
  file(
    'policy.json',
    policyFile({
      model: null,
      sourcePrompt: 'day',
      probability: 1,
      strengthLaw: 'uniform-from-least',
      prompts: [
        {
          text: 'night',
          confidence: null,
          transforms: [
            {
              weight: 1,
              score: null,
              leastStrength: 0,
              transform: { kind: 'corruption', corruption: 'contrast', severity: 3 },
            },
          ],
        },
      ],
    }),
  ),
];

let configs = 0;
/** A command on a configuration. */
const withConfig = (command: string, text: string, ending = 'yaml') => [
  command,
  '--config',
  file(`${++configs}.${ending}`, text),
  '--out',
  at('out'),
];

/** Arguments, code, message; `%` stands for the folder, and `#` for the configuration. */
const rows: readonly (readonly [readonly string[], string, string])[] = [
  [[], 'bad-arguments', 'There is no command.'],
  [['embedtext'], 'bad-arguments', 'There is no command embedtext.'],
  [['info', 'again'], 'bad-arguments', 'info takes no "again".'],
  [['info', '--verbose'], 'bad-arguments', 'There is no option --verbose.'],
  [['info', '--text', 'x'], 'bad-arguments', '--text is no option of info.'],
  [['info', '--backend', 'cuda'], 'bad-arguments', '--backend must be one of auto, webgpu, wasm, cpu, not "cuda".'],
  [['info', '--backend', 'cpu', '--backend', 'wasm'], 'bad-arguments', '--backend is given twice.'],
  [['info', '--model', at('none')], 'bad-arguments', '--model: there is no file or folder %/none.'],
  [['info', '--chrome', at('none')], 'bad-arguments', '--chrome: there is no browser %/none.'],
  [['info', '--single-thread=2'], 'bad-arguments', '--single-thread is a switch and takes no value.'],
  [['embed-text'], 'bad-arguments', 'embed-text needs at least one --text.'],
  [['embed-text', '--text', '--backend', 'cpu'], 'bad-arguments', '--text needs a value.'],
  [['embed-image'], 'bad-arguments', 'embed-image needs at least one --image.'],
  [['embed-image', '--image', at('none.png')], 'image-unreadable', '--image: there is no file %/none.png.'],
  [
    ['detect', '--image', image, '--classes', 'car', '--proposals', at('none.onnx')],
    'bad-arguments',
    '--proposals: there is no file %/none.onnx.',
  ],
  [
    ['detect', '--image', image, '--detector', 'baseline', '--classes', 'car', '--proposals', image],
    'bad-arguments',
    '--proposals gives regions to CLIP alone, and a detector has a proposal network of its own.',
  ],
  [['data'], 'bad-arguments', 'data needs one --dataset: a folder or a zip file.'],
  [['data', '--dataset', at('none')], 'bad-arguments', '--dataset: there is no file or folder %/none.'],
  [
    ['data', '--dataset', at('empty'), '--count', '0x10'],
    'bad-arguments',
    '--count must be a whole number from 1 to 100000000, not "0x10".',
  ],
  [['augment'], 'bad-arguments', 'augment needs one --dataset: a folder or a zip file.'],
  [['augment', '--dataset', at('empty')], 'bad-arguments', 'augment needs --policy FILE, a policy.json.'],
  [
    ['augment', '--dataset', at('empty'), '--policy', file('other.json', '{"version": 1, "family": "photometrics-0"}')],
    'bad-config',
    '%/other.json has version 1 of the family "photometrics-0"; this program reads version 1 of "photometrics-1". Its transforms would look different here.',
  ],
  [[...copies, '--out', image], 'bad-arguments', '--out: %/street.png is a file.'],
  [[...copies, '--out', folder], 'bad-arguments', '--out: % is not empty.'],
  [[...copies, '--out', file('there.zip', '')], 'bad-arguments', '--out: %/there.zip is there already.'],
  [
    [...copies, '--probability', 'often', '--out', at('new')],
    'bad-arguments',
    '--probability must be a number from 0 to 1, not "often".',
  ],
  [
    [...copies, '--copies', '1000', '--out', at('new')],
    'bad-arguments',
    '--copies must be a whole number from 1 to 100, not "1000".',
  ],
  [
    withConfig('photometrics', 'sourcePrompt: day\ntargetPrompts: [night, " day"]\n'),
    'bad-config',
    'targetPrompts[1] says what sourcePrompt says: there is no direction from a text to itself.',
  ],
  [
    withConfig('photometrics', `${prompts}dictionary: bundle\ntransforms: 100\n`),
    'bad-config',
    'dictionary is bundle, but images, dataset, sourceImages, transforms or seed ask for other measurements than the bundle has.',
  ],
  [withConfig('photometrics', `${prompts}strenght: 1\n`), 'bad-config', '#: strenght is no key of this configuration.'],
  [
    withConfig('photometrics', `${prompts}effective: 100\n`),
    'bad-config',
    '#: effective must be a number from 1 to 60, not 100.',
  ],
  [['optimize'], 'bad-arguments', 'optimize needs --config FILE.'],
  [['optimize', '--config', at('none.yaml')], 'bad-config', 'There is no configuration %/none.yaml.'],
  [
    withConfig('optimize', '{"sourcePrompt": "day",}', 'json'),
    'bad-config',
    '# is no JSON: Expected double-quoted property name in JSON at position 23.',
  ],
  [
    withConfig('optimize', 'sourcePrompt: [day\n'),
    'bad-config',
    '# is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1.',
  ],
  [withConfig('optimize', '- day\n'), 'bad-config', '# holds no keys with values.'],
  [
    withConfig('optimize', `crops: ${'['.repeat(3000)}${']'.repeat(3000)}\n`),
    'bad-config',
    '# is nested deeper than 20 levels.',
  ],
  [
    withConfig('optimize', `${prompts}learning_rate: 1\n`),
    'bad-config',
    '#: learning_rate is no key of this configuration.',
  ],
  [withConfig('optimize', 'targetPrompts: [night]\n'), 'bad-config', '#: sourcePrompt is missing.'],
  [
    withConfig('optimize', `${prompts}iterations: many\n`),
    'bad-config',
    '#: iterations must be a whole number from 1, not "many".',
  ],
  [
    withConfig('optimize', `${prompts}learningRate: 0\n`),
    'bad-config',
    '#: learningRate must be a number above 0, not 0.',
  ],
  [
    withConfig('optimize', `${prompts}protocol: fast\n`),
    'bad-config',
    '#: protocol must be one of code, code-batchnorm, paper, not "fast".',
  ],
  [
    withConfig('optimize', `${prompts}method: style\n`),
    'bad-config',
    '#: method must be one of additive, pin, not "style".',
  ],
  [
    withConfig('optimize', `${prompts}crops: [{image: street.png, x: -1, y: 0, width: 96, height: 96}]\n`),
    'bad-config',
    '#: crops[0].x must be a whole number from 0, not -1.',
  ],
  [
    withConfig('optimize', `${prompts}crops: [{image: street.png, x: 0, y: 0, w: 96, height: 96, width: 96}]\n`),
    'bad-config',
    '#: crops[0].w is no key of this configuration.',
  ],
  [
    withConfig('optimize', `${prompts}crops: [{image: none.png, x: 0, y: 0, width: 96, height: 96}]\n`),
    'bad-config',
    'crops[0].image: there is no file %/none.png.',
  ],
  [
    withConfig('optimize', `${prompts}images: [street.png, "builtin:daytime-sunny/train"]\n`),
    'bad-config',
    'images[1]: "builtin:daytime-sunny/train" names no built-in scenes.',
  ],
  [withConfig('optimize', `${prompts}images: [empty]\n`), 'bad-config', 'images[0]: there are no images in empty.'],
  [
    withConfig('train', 'domains: [night-rainy, moon]\n'),
    'bad-config',
    '#: domains[1] must be a domain such as night-rainy, or <time>-<weather>, not "moon".',
  ],
  [
    withConfig('train', 'dataset: empty\ndomains: [night-rainy]\n'),
    'bad-config',
    'dataset and domains are both given, but domains are those of the built-in scenes.',
  ],
  [
    withConfig('optimize', `${prompts}images: [street.png]\ndataset: empty\n`),
    'bad-config',
    'images and dataset are both given.',
  ],
  [
    [...withConfig('optimize', prompts), '--seed', '-1'],
    'bad-arguments',
    '--seed must be a whole number from 0 to 4294967295, not "-1".',
  ],
  [
    ['optimize', '--config', withConfig('optimize', prompts)[2]!, '--out', image],
    'bad-arguments',
    '--out: %/street.png is a file, and a folder is needed.',
  ],
  [
    withConfig('train', 'training: {trainable: [layer9]}\n'),
    'bad-config',
    '#: training.trainable[0] must be one of stem, layer1, layer2, layer3, layer4, attnpool, not "layer9".',
  ],
  [
    withConfig('train', 'training: {learningrate: 1}\n'),
    'bad-config',
    '#: training.learningrate is no key of this configuration.',
  ],
  [
    withConfig('train', 'training: {method: photometrics}\n'),
    'bad-config',
    'training.method photometrics needs a policy, or targetPrompts that choose one.',
  ],
  [
    withConfig('train', 'policy: none.json\ntraining: {method: photometrics}\n'),
    'bad-config',
    'policy: there is no file %/none.json.',
  ],
  [
    withConfig('train', 'policy: other-family.json\ntraining: {method: photometrics}\n'),
    'bad-config',
    'policy: other-family.json has version 1 of the family "photometrics-0"; this program reads version 1 of "photometrics-1". Its transforms would look different here.',
  ],
  [
    withConfig('train', 'policy: cut.safetensors\ntraining: {method: jitter}\n'),
    'bad-config',
    'policy is given, but training.method jitter does not use it.',
  ],
  [
    withConfig('train', 'targetPrompts: [fog]\ntraining: {method: photometrics-uniform}\n'),
    'bad-config',
    'targetPrompts is given, but training.method photometrics-uniform does not use it.',
  ],
  [
    withConfig('train', 'offsets: offsets.safetensors\ntargetPrompts: [fog]\ntraining: {method: photometrics}\n'),
    'bad-config',
    'offsets are given, but training.method photometrics draws from a policy.',
  ],
  [withConfig('train', 'start: mine.safetensors\n'), 'bad-config', 'start: there is no file %/mine.safetensors.'],
  [
    withConfig('train', 'offsets: offsets.safetensors\nstyles: styles.safetensors\n'),
    'bad-config',
    'offsets and styles are both given.',
  ],
  [['detect', '--image', image, '--prompt', '0'], 'bad-arguments', '--prompt is given without --offsets.'],
  [['detect', '--image', image, '--classes', ' , '], 'bad-arguments', '--classes names nothing.'],
  [
    ['detect', '--image', image, '--offsets', at('cut.safetensors')],
    'bundle-file-broken',
    '--offsets: %/cut.safetensors: This is no file of semantic offsets: tensor "offsets" ends at byte 168, the file at 164.',
  ],
  [
    ['detect', '--image', image, '--detector', at('empty')],
    'bad-arguments',
    '--detector: %/empty is neither a name nor a file of a detector.',
  ],
  [['evaluate', '--dataset', at('none')], 'bad-arguments', '--dataset: there is no file or folder %/none.'],
  [
    ['evaluate', '--dataset', 'night-rainy', '--format', 'coco'],
    'bad-arguments',
    'format is for data sets, and night-rainy is built in.',
  ],
  [
    ['evaluate', '--dataset', at('empty'), '--format', 'kitti'],
    'bad-arguments',
    '--format must be one of auto, voc, coco, yolo, not "kitti".',
  ],
  [['evaluate', '--count', '0'], 'bad-arguments', '--count must be a whole number from 1 to 100000000, not "0".'],
  [['merge'], 'bad-arguments', 'merge needs DIR....'],
  [['merge', at('empty')], 'bad-arguments', 'There is no run.json and no evaluation.json in %/empty.'],
];

describe('bad input', () => {
  test.each(rows)('%j', async (args, code, message) => {
    const { exitCode, document } = await runHeadless(args);
    const config = args[args.indexOf('--config') + 1] ?? '';
    expect(exitCode).toBe(2);
    expect(document).toEqual({
      error: {
        code,
        message: message.replaceAll('%', folder).replace(/^#/u, config),
        hint: expect.stringMatching(/^[A-Z].+\.$|^docs\/headless\.md .+\.$/u) as unknown,
      },
    });
  });

  test('a key in another spelling is recognised', async () => {
    const { document } = await runHeadless(withConfig('optimize', `${prompts}learning_rate: 1\n`));
    expect(document).toMatchObject({
      error: { hint: expect.stringContaining('Did you mean learningRate? Known keys: method, ') as unknown },
    });
  });
});
