import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { madeDecoder } from './made-decoder';
import { openProposalNetwork } from './open-proposal-network';

const golden = JSON.parse(readFileSync(new URL('goldens/made-decoder.json', import.meta.url), 'utf8')) as {
  readonly logits: readonly number[];
  readonly boxes: readonly number[];
};

/** An image of the network's own size, from integers alone; no cell of it is like another. */
function madeImage(): RgbImage {
  const data = new Uint8Array(640 * 640 * 3);
  for (let y = 0; y < 640; y++)
    for (let x = 0; x < 640; x++)
      for (let c = 0; c < 3; c++)
        data[(y * 640 + x) * 3 + c] = (x * x * 7 + y * y * 13 + x * y * 3 + 61 * c * (x + y)) % 251;
  return { width: 640, height: 640, data };
}

test('the operators of the D-FINE family run in onnxruntime’s wasm and give what PyTorch gives', async () => {
  const network = await openProposalNetwork({ name: 'made-decoder.onnx', model: madeDecoder() });
  const { logits, boxes, classes } = await network.run(madeImage());
  await network.dispose();
  expect(classes).toBe(3);
  expect([logits.length, boxes.length]).toEqual([golden.logits.length, golden.boxes.length]);
  golden.logits.forEach((value, at) => expect(logits[at]).toBeCloseTo(value, 4));
  golden.boxes.forEach((value, at) => expect(boxes[at]).toBeCloseTo(value, 4));
});
