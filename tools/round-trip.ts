// `npm run round-trip`: a detector and offsets go to PyTorch and come back; needs python3 with torch. Writes docs/round-trip.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPage, listen } from './headless/in-page';
import { prepare } from './headless/model';
import { root } from './install.mjs';
import { openPage } from './page';

const folder = join(root, '.cache/round-trip');
const scene = 3;

interface TorchReport {
  readonly torch: string;
  readonly tensors: number;
  readonly iteration: number;
  readonly offsets: readonly number[] | null;
  readonly embedding: readonly number[];
}

mkdirSync(folder, { recursive: true });
const { page, close } = await openPage({});
try {
  const files = new Map<string, Uint8Array>();
  await listen(page, { file: (name, bytes) => files.set(name, bytes) });
  const { model } = await prepare(page, 'wasm');
  const sent = await inPage(
    page,
    async ({ index, side }: { index: number; side: number }) => {
      const offsets = await playgroundEngine.loadOffsets('weather');
      const checkpoint = await playgroundEngine.exportCheckpoint({ detector: 'clip-the-gap', offsets });
      await saveFile('model_start.pth', checkpoint);
      const clip = await playgroundEngine.exportCheckpoint({ detector: null, offsets: null });
      await saveFile('clip.pth', clip);
      const image = playgroundScenes(index + 1)[index]!;
      const detections = await playgroundEngine.detect(image, { detector: 'clip-the-gap', featureOffset: null });
      // A plain part of the scene at the model's own size, so that no resizing enters.
      const data = new Uint8Array(side * side * 3);
      for (let y = 0; y < side; y++)
        data.set(
          image.data.subarray(((y + 80) * image.width + 80) * 3, ((y + 80) * image.width + 80 + side) * 3),
          y * side * 3,
        );
      await saveFile('crop.u8', data);
      return { scores: [...detections.scores], boxes: [...detections.boxes], offsets: [...offsets.values] };
    },
    { index: scene, side: model.resolution },
  );
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const inTorch = (checkpoint: string, out: string) =>
    JSON.parse(
      execFileSync('python3', [
        join(root, 'models/pretrain/round_trip.py'),
        join(folder, checkpoint),
        '--image',
        join(folder, 'crop.u8'),
        '--side',
        String(model.resolution),
        '--out',
        join(folder, out),
      ]).toString(),
    ) as TorchReport;
  const clip = inTorch('clip.pth', 'clip_again.pth');
  const report = inTorch('model_start.pth', 'model_best.pth');
  const back = await inPage(
    page,
    async ({ index, file, crop, side }: { index: number; file: Uint8Array; crop: Uint8Array; side: number }) => {
      const { detector, offsets } = await playgroundEngine.importCheckpoint(
        'back',
        new Blob([file as Uint8Array<ArrayBuffer>]),
      );
      const image = playgroundScenes(index + 1)[index]!;
      const detections = await playgroundEngine.detect(image, { detector: 'back', featureOffset: null });
      const [embedding] = await playgroundEngine.embedImages([{ width: side, height: side, data: crop }]);
      return {
        classes: detector.config.classes,
        offsets: offsets ? [...offsets.values] : null,
        prompts: offsets?.targetPrompts.length ?? 0,
        embedding: [...embedding!],
        scores: [...detections.scores],
        boxes: [...detections.boxes],
      };
    },
    {
      index: scene,
      side: model.resolution,
      file: readFileSync(join(folder, 'model_best.pth')),
      crop: readFileSync(join(folder, 'crop.u8')),
    },
  );
  const largest = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length ? a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0) : Infinity;
  const embedding = largest(clip.embedding, back.embedding);
  const offsets = largest(sent.offsets, back.offsets ?? []);
  const scores = largest(sent.scores, back.scores);
  const boxes = largest(sent.boxes, back.boxes);
  writeFileSync(
    join(root, 'docs/round-trip.md'),
    `# To PyTorch and back

\`npm run round-trip\` does this and writes this file; it needs python3 with torch, the tests do not.

The built-in detector “clip-the-gap” with the shipped offsets is exported as a checkpoint; \`torch.load(…, weights_only=True)\` of torch ${report.torch} opens it (${report.tensors} tensors under \`model\`, iteration ${report.iteration}, \`offsets\` [${report.offsets?.join(', ')}]), its \`backbone.enc\` fills CLIP's visual tower by name, and torch saves it again with an SGD state and aliased names beside it, as detectron2's checkpointer does. The playground opens that file.

| compared | largest difference |
| --- | --- |
| unit image embedding of one crop, torch on CLIP's exported tower against the page | ${embedding.toExponential(1)} |
| offsets, sent and come back | ${offsets} |
| scores of all regions in one scene, the detector sent and the one come back | ${scores} |
| boxes of all regions, pixels | ${boxes} |
`,
  );
  console.log(JSON.stringify({ torch: report.torch, offsets, scores, boxes, embedding }));
  if (embedding > 1e-5 || offsets !== 0 || scores > 1e-6 || boxes > 1e-3)
    throw new Error('What came back is not what was sent.');
} finally {
  await close();
}
