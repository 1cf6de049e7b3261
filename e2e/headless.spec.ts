import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { madeProposalNetwork } from '../src/detector/proposal-network/made-network';
import { domaingenFile } from '../src/detector/testing-checkpoint';
import { torchFixture } from '../src/clip/testing-torch';
import { wellFormedJson } from '../src/formats/text/well-formed-json';
import { openSafetensors } from '../src/formats/safetensors/safetensors';
import { readPolicy } from '../src/photometrics/read-policy';
import { renderScene, sceneSeed, type Scene } from '../src/scenes';
import { encodePermalink, permalinkDefaults } from '../src/state/settings/permalink';
import { runHeadless } from '../tools/headless/run';
import { openPage } from '../tools/page';
import { exportedCurves } from './journey';
import { emptyPng, pngOfImage } from './pictures';

const repository = join(import.meta.dirname, '..');

interface Ran {
  readonly exitCode: number;
  readonly document: Record<string, unknown>;
}

interface Found {
  readonly class: string;
  readonly score: number;
  readonly box: readonly [number, number, number, number];
}

const withOneThread = (args: readonly string[]) => [...args, ...(args[0] === 'merge' ? [] : ['--single-thread'])];

/** Runs a command as a user does; standard output must be one line of JSON. */
function headless(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const line = ['tools/headless.ts', ...withOneThread(args)];
    execFile(join(repository, 'node_modules/.bin/tsx'), line, { cwd: repository }, (error, stdout, stderr) => {
      if (!/^\{.*\}\n$/u.test(stdout)) reject(new Error(`${args.join(' ')}: “${stdout}” ${stderr}`));
      else
        resolve({
          exitCode: error === null ? 0 : Number(error.code),
          document: JSON.parse(stdout) as Record<string, unknown>,
        });
    });
  });
}

/** Runs a command in this process, which has loaded already what a new one would load first. */
async function command(...args: readonly string[]): Promise<Ran> {
  const { exitCode, document } = await runHeadless(withOneThread(args));
  return { exitCode, document: JSON.parse(wellFormedJson(document)) as Record<string, unknown> };
}

/** Each row without the time that it took. */
const losses = (csv: string) => csv.split('\n').map((row) => row.split(',').toSpliced(1, 1));

test('the same configuration gives the same curves, bit for bit, headless and by link in the page', async () => {
  const testInfo = test.info();
  const [out, config] = [testInfo.outputPath('offsets'), testInfo.outputPath('offsets.yaml')];
  const sourcePrompt = 'an image taken during the day';
  const targetPrompts = ['an image taken on a rain night', 'an image taken on a fog day'];
  const changes = { iterations: 4, seed: 3, sourceImages: 6, cropsPerStep: 5 };
  await writeFile(
    config,
    `sourcePrompt: ${sourcePrompt}\ntargetPrompts: ${JSON.stringify(targetPrompts)}\niterations: 4\nsourceImages: 6\ncropsPerStep: 5\n`,
  );
  const run = await headless('optimize', '--config', config, '--out', out, '--backend', 'wasm', '--seed', '3');
  expect(run).toMatchObject({ exitCode: 0, document: { kind: 'optimisation', backend: 'wasm', threads: 1, seed: 3 } });
  expect(JSON.parse(await readFile(join(out, 'run.json'), 'utf8'))).toEqual({ ...run.document, out: undefined });
  const curves = await readFile(join(out, 'curves.csv'), 'utf8');
  expect(curves.split('\n')[0]).toBe('step,seconds,loss_total,loss_cosine,loss_l1,cosine_0,l1_0,cosine_1,l1_1');
  expect(curves.trim().split('\n')).toHaveLength(5);

  const link = encodePermalink({
    ...permalinkDefaults,
    view: 'optimise',
    sourcePrompt,
    targetPrompts,
    changedParameters: changes,
  });
  const { page, close } = await openPage({ address: `#${link}`, isolated: false });
  try {
    await expect(page.getByRole('button', { name: /^Model: Built-in/u })).toBeVisible({ timeout: 90_000 });
    await page.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 60_000 });
    expect(losses(await exportedCurves(page))).toEqual(losses(curves));
  } finally {
    await close();
  }
});

/** What a training has stored so far, as a process that goes on from it would find it. */
async function storedSteps(out: string): Promise<{ readonly checkpoint: number; readonly rows: readonly number[] }> {
  const file = join(out, 'checkpoint.safetensors');
  if (!existsSync(file)) return { checkpoint: 0, rows: [] };
  const { metadata } = await openSafetensors(readFileSync(file));
  return { checkpoint: Number(metadata.get('stepsDone')), rows: recordedSteps(out) };
}

/** The steps of the rows in `metrics.jsonl`. */
function recordedSteps(out: string): readonly number[] {
  const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').split('\n');
  // What follows the last line break is a row that is being written.
  return lines.slice(0, -1).map((line) => (JSON.parse(line) as { readonly step: number }).step);
}

const below = (steps: number) => Array.from({ length: steps }, (_, step) => step);

test('train and be killed, go on, detect with what was trained and learned, evaluate a data set, merge', async () => {
  // Five commands, each with a browser of its own.
  test.slow();
  const testInfo = test.info();
  const [out, config] = [testInfo.outputPath('trained'), testInfo.outputPath('train.json')];
  await writeFile(
    config,
    `{"preset": "further", "scenes": 4, "checkpointEvery": 1, "targetPrompts": ["an image taken on a snow night"],
      "training": {"method": "photometrics", "augmentationProbability": 1, "steps": 5, "imagesPerStep": 1}}`,
  );
  const training = ['train', '--config', config, '--out', out];

  await test.step('whenever it is killed, a whole checkpoint is there, and the rows of all its steps', async () => {
    const doomed = spawn(process.execPath, ['--import', 'tsx', 'tools/headless.ts', ...training, '--single-thread'], {
      cwd: repository,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => doomed.on('close', resolve));
    const seen: number[] = [];
    try {
      await expect
        .poll(
          async () => {
            const { checkpoint, rows } = await storedSteps(out);
            expect(rows.slice(0, checkpoint)).toEqual(below(checkpoint));
            seen.push(checkpoint);
            return checkpoint;
          },
          { intervals: [20], timeout: 300_000 },
        )
        .toBeGreaterThanOrEqual(1);
    } finally {
      doomed.kill('SIGKILL');
    }
    await ended;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const { checkpoint, rows } = await storedSteps(out);
    expect(rows.slice(0, checkpoint)).toEqual(below(checkpoint));
    expect(existsSync(join(out, 'run.json'))).toBe(false);
  });

  expect(await headless(...training)).toMatchObject({
    exitCode: 0,
    document: { kind: 'training', steps: 5, config: { start: 'baseline', training: { learningRate: 0.01 } } },
  });
  expect(recordedSteps(out)).toEqual(below(5));
  // What it drew from: that of the one prompt, of which the model weighs 60 transforms.
  const policy = readPolicy(await readFile(join(out, 'policy.json'), 'utf8'), 'policy.json');
  expect(policy.prompts).toMatchObject([{ text: 'an image taken on a snow night' }]);
  expect(policy.prompts[0]!.transforms).toHaveLength(60);

  const data = testInfo.outputPath('streets');
  await mkdir(join(data, 'val'), { recursive: true });
  const street = below(100)
    .map((index) => renderScene(sceneSeed('test', index), { time: 'day', weather: 'clear' }))
    .find(({ objects }) => objects.filter((object) => object.class === 'motor').length >= 2)!;
  await writeFile(join(data, 'val/a.png'), pngOfImage(street.image));
  await writeFile(join(data, 'val/b.png'), emptyPng(120, 90));
  const detector = join(out, 'detector.safetensors');
  const offset = ['--detector', detector, '--offsets', 'weather', '--prompt', 'an image taken on a rain night'];
  const found = await command(
    'detect',
    '--image',
    join(data, 'val/a.png'),
    '--image',
    join(data, 'val/b.png'),
    ...offset,
    '--classes',
    'motor,bus',
  );
  const sizes = [
    { file: join(data, 'val/a.png'), width: 256, height: 256 },
    { file: join(data, 'val/b.png'), width: 120, height: 90 },
  ];
  expect(found).toMatchObject({ exitCode: 0, document: { images: sizes } });

  // One object is where the least certain motorcycle was found; a crowd takes up all others.
  const [{ detections }] = found.document['images'] as [{ readonly detections: readonly Found[] }];
  const motors = detections.filter((one) => one.class === 'motor').toSorted((a, b) => b.score - a.score);
  expect(motors.length).toBeGreaterThan(1);
  const [x1, y1, x2, y2] = motors.at(-1)!.box;
  await writeFile(
    join(data, 'instances_val.json'),
    JSON.stringify({
      images: sizes.map(({ file, width, height }, id) => ({ id, file_name: basename(file), width, height })),
      annotations: [
        { id: 1, image_id: 0, category_id: 1, bbox: [x1, y1, x2 - x1, y2 - y1], iscrowd: 0 },
        { id: 2, image_id: 0, category_id: 1, bbox: [0, 0, 256, 256], iscrowd: 1 },
      ],
      categories: [{ id: 1, name: 'motor' }],
    }),
  );
  const tested = await command('evaluate', '--dataset', data, '--format', 'coco', ...offset, '--out', out);
  const domain = { domain: 'val', images: 2, map50: { coco101: 1 }, map5095: 1 };
  expect(tested).toMatchObject({
    exitCode: 0,
    document: { dataset: 'streets', format: 'coco', problems: 0, domains: [domain] },
  });
  const { rows: table } = (await command('merge', testInfo.outputPath('trained'))).document;
  expect(table).toMatchObject([{ folder: out, kind: 'training', 'evaluation.domains.val.images': 2 }]);
});

test('CLIP alone on regions of a network: boxes are the file’s, names are CLIP’s', async () => {
  const testInfo = test.info();
  const [photo, network] = [testInfo.outputPath('street.png'), testInfo.outputPath('made.onnx')];
  const wanted = ['car', 'person'];
  const area = ([x1, y1, x2, y2]: Found['box']) => (x2 - x1) * (y2 - y1);
  const street = (index: number) => renderScene(sceneSeed('test', index), { time: 'day', weather: 'clear' });
  // The largest car and the largest person, where CLIP sees enough of both to know what they are.
  const largest = (scene: Scene) =>
    wanted.flatMap((name) => {
      const [first] = scene.objects
        .filter((object) => object.class === name && object.visibility > 0.95 && area(object.box) > 1200)
        .toSorted((a, b) => area(b.box) - area(a.box));
      return first ?? [];
    });
  const scene = street(below(200).find((index) => largest(street(index)).length === wanted.length)!);
  const objects = largest(scene);
  const { width, height } = scene.image;
  await writeFile(photo, pngOfImage(scene.image));
  await writeFile(
    network,
    madeProposalNetwork({
      // Both are of its class 0, and it is less sure of the second.
      logits: [
        [3, -9],
        [2, -9],
      ],
      boxes: objects.map(({ box: [x1, y1, x2, y2] }) => [
        (x1 + x2) / 2 / width,
        (y1 + y2) / 2 / height,
        (x2 - x1) / width,
        (y2 - y1) / height,
      ]),
    }),
  );
  const found = await command('detect', '--image', photo, '--classes', wanted.join(), '--proposals', network);
  expect(found).toMatchObject({ exitCode: 0, document: { images: [{ file: photo, width, height }] } });
  const [{ detections }] = found.document['images'] as [
    { readonly detections: readonly (Found & { readonly proposedAs: { label: string; score: number } })[] },
  ];
  // Where CLIP sees a little of both in one region, the better name counts.
  const best = objects.map(({ box }) =>
    detections
      .filter((one) => one.box.every((side, at) => Math.abs(side - box[at]!) < 0.01))
      .toSorted((a, b) => b.score - a.score),
  );
  expect(best.map(([first]) => first?.class)).toEqual(wanted);
  expect(best.flat()).toHaveLength(detections.length);
  expect(best.map(([first]) => first?.proposedAs.label)).toEqual(['class 0', 'class 0']);
  for (const [at, logit] of [3, 2].entries())
    expect(best[at]![0]!.proposedAs.score).toBeCloseTo(1 / (1 + Math.exp(-logit)), 5);
});

test('what is read of a data set: all images with their objects, and what was left out', async () => {
  const data = test.info().outputPath('streets');
  await mkdir(join(data, 'train'), { recursive: true });
  await writeFile(join(data, 'train/a.png'), emptyPng(120, 90));
  await writeFile(join(data, 'train/b.jpg'), 'no picture');
  await writeFile(
    join(data, 'train/_annotations.coco.json'),
    JSON.stringify({
      images: ['a.png', 'b.jpg'].map((name, id) => ({ id, file_name: name })),
      annotations: [
        { id: 1, image_id: 0, category_id: 1, bbox: [10, 20, 40, 30], iscrowd: 1 },
        { id: 2, image_id: 0, category_id: 2, bbox: [10, 20, 40, 30], iscrowd: 0 },
      ],
      categories: [{ id: 1, name: 'car' }],
    }),
  );
  expect(await headless('data', '--dataset', data)).toEqual({
    exitCode: 0,
    document: {
      format: 'coco',
      layout: 'plain',
      classes: ['car'],
      parts: [
        {
          name: 'train',
          images: [
            {
              file: 'train/a.png',
              width: 120,
              height: 90,
              objects: [{ class: 'car', box: [10, 20, 50, 50], difficult: false, crowd: true }],
            },
          ],
          unreadable: [{ file: 'train/b.jpg', reason: expect.stringContaining('cannot read the file as an image') }],
        },
      ],
      problems: [
        { file: 'train/_annotations.coco.json', message: expect.stringContaining('annotations[1] (id 2)') },
        { file: 'train/b.jpg', message: expect.stringContaining('The picture is left out.') },
      ],
    },
  });
});

test('a folder with a single file as model, and a checkpoint of the paper’s own code', async () => {
  const testInfo = test.info();
  const model = testInfo.outputPath('model');
  await cp(join(repository, 'models/tiny/single'), model, { recursive: true });
  await cp(join(repository, 'models/tiny/config.json'), join(model, 'config.json'));
  await cp(join(repository, 'models/tiny/textual/tokenizer.json'), join(model, 'textual/tokenizer.json'));
  const [image, checkpoint] = [testInfo.outputPath('dark.png'), testInfo.outputPath('model_best.pth')];
  await writeFile(image, emptyPng(96, 80));
  await writeFile(checkpoint, await torchFixture('domaingen.pth'));

  await test.step('texts', async () => {
    const { exitCode, document } = await headless('embed-text', '--text', 'a car', '--text', 'night', '--model', model);
    const { tokens, embeddings } = document as { readonly tokens: number[][]; readonly embeddings: number[][] };
    expect({ exitCode, lengths: tokens.map(({ length }) => length) }).toEqual({ exitCode: 0, lengths: [4, 3] });
    for (const embedding of embeddings) expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });

  await test.step('its detector, with the offsets that it brings', async () => {
    const found = await command(
      'detect',
      '--image',
      image,
      '--model',
      model,
      '--detector',
      checkpoint,
      '--prompt',
      '2',
    );
    expect(found).toMatchObject({ exitCode: 0, document: { images: [{ file: image, width: 96, height: 80 }] } });
  });

  await test.step('offsets that the checkpoint does not name, and their names from a file', async () => {
    const [unnamed, prompts] = [testInfo.outputPath('unnamed.pth'), testInfo.outputPath('prompts.txt')];
    await writeFile(unnamed, domaingenFile(7, 3));
    const options = ['--image', image, '--model', model, '--detector', unnamed];
    await writeFile(prompts, '\uFEFFa foggy street, at night\r\nrain\r\n\r\nsnow\r\n');
    const named = [...options, '--prompts', prompts, '--prompt'];
    // Two at a time, a core each.
    const [byNumber, byName] = await Promise.all([
      command('detect', ...options, '--prompt', 'target 3'),
      command('detect', ...named, 'a foggy street, at night'),
    ]);
    expect(byNumber).toMatchObject({ exitCode: 0 });
    expect(byName).toMatchObject({ exitCode: 0 });
    const fewer = testInfo.outputPath('fewer.txt');
    await writeFile(fewer, 'fog\nrain\n');
    const [unknownName, tooFew] = await Promise.all([
      command('detect', ...named, 'target 1'),
      command('detect', ...options, '--prompts', fewer, '--prompt', '0'),
    ]);
    expect(unknownName).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'bad-arguments', hint: expect.stringContaining('1: rain; 2: snow') as unknown } },
    });
    expect(tooFew).toMatchObject({
      exitCode: 2,
      document: {
        error: {
          code: 'bad-config',
          message: `${unnamed}: The checkpoint has offsets for 3 targets and 2 prompts for them.`,
        },
      },
    });
    expect(await command('detect', '--image', image, '--prompts', prompts)).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'bad-arguments' } },
    });
  });

  await test.step('what the engine refuses', async () => {
    const torn = testInfo.outputPath('torn.png');
    await writeFile(torn, emptyPng(96, 80).subarray(0, 40));
    expect(await command('embed-image', '--image', torn, '--model', model)).toEqual({
      exitCode: 2,
      document: {
        error: {
          code: 'image-unreadable',
          message: `${torn}: The file begins as a PNG image, but breaks off or is damaged.`,
          hint: 'Copy or download it again.',
        },
      },
    });
    await writeFile(join(model, 'open_clip_model.safetensors'), 'not weights');
    expect(await command('info', '--model', model)).toMatchObject({
      exitCode: 2,
      document: {
        error: { code: 'bundle-file-broken', message: expect.stringContaining('open_clip_model') as unknown },
      },
    });
  });
});
