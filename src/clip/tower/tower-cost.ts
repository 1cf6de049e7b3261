/** What a visual tower costs, from its sizes alone: bytes of float32 that live at once, and multiply-adds. */
import { convNames, type VisualArchitecture } from './architecture';
import type { TrainableStage } from '../../method/stages';

/** Width and height in cells. */
interface Cells {
  readonly width: number;
  readonly height: number;
}

type Sizes = Pick<VisualArchitecture, 'width' | 'blocks' | 'resolution' | 'embeddingDim'>;

const floatBytes = 4;

/** Bytes of the tower's weights on the device. */
export function towerWeightBytes(architecture: Sizes): number {
  const { width, resolution, embeddingDim } = architecture;
  const head = 32 * width;
  const convolutions = convNames(architecture).reduce((sum, { shape }) => sum + product(shape) + shape[0], 0);
  const positions = (resolution / 32) ** 2 + 1;
  const attention = head * (positions + 3 * head + 3) + embeddingDim * (head + 1);
  return floatBytes * (convolutions + attention);
}

/**
 * Bytes of the maps that live at the peak of V_a for one image, its result included: a layer's blocks are all kept until V_a is done.
 *
 * @param image in pixels
 */
export function vaPeakBytes({ width, blocks }: Sizes, image: Cells): number {
  const at = (stride: number) => Math.floor(image.width / stride) * Math.floor(image.height / stride);
  const pixels = 3 * at(1);
  const stem = 2 * width * at(2) + width * at(4); // conv1 and conv2 have w/2 channels each, conv3 has w; then the pooled map
  const res2 = 4 * width * at(4);
  const layer1 = pixels + stem + blocks[0] * res2 + blockMaps(width, at(4), at(4));
  let held = pixels + res2;
  let peak = layer1;
  for (const layer of [1, 2] as const) {
    const planes = width * 2 ** layer;
    const cells = at(4 * 2 ** layer);
    for (let block = 0; block < blocks[layer]; block++) {
      peak = Math.max(peak, held + blockMaps(planes, block === 0 ? 4 * cells : cells, cells));
      held += 4 * planes * cells;
    }
  }
  return floatBytes * peak;
}

/** Bytes of the maps that live at the peak of layer4 and the attention pool, for so many regions of the model's grid. */
export function vbPeakBytes({ width, blocks, resolution }: Sizes, regions: number): number {
  const coarse = (resolution / 32) ** 2;
  const fine = 4 * coarse;
  const planes = 8 * width;
  let held = 16 * width * fine;
  let peak = 0;
  for (let block = 0; block < blocks[3]; block++) {
    peak = Math.max(peak, held + blockMaps(planes, block === 0 ? fine : coarse, coarse));
    held += 4 * planes * coarse;
  }
  return floatBytes * regions * peak;
}

/** Bytes of the maps that a gradient through layer4 and the attention pool keeps, for one region of the model's grid. */
export function vbTapeBytes({ width, blocks, resolution }: Sizes): number {
  const coarse = (resolution / 32) ** 2;
  const fine = 4 * coarse;
  const planes = 8 * width;
  const outputs = 4 * planes;
  const first = 4 * fine * planes + 6 * coarse * outputs;
  const others = (blocks[3] - 1) * coarse * (3 * planes + 4 * outputs);
  return floatBytes * (first + others);
}

/** Values that live at the end of a bottleneck: conv1 and conv2 on the cells that come in, then conv3, shortcut, sum and relu, four times as wide. */
function blockMaps(planes: number, cellsIn: number, cellsOut: number): number {
  const strided = cellsIn === cellsOut ? 0 : planes * cellsOut + 2 * planes * cellsOut;
  return 2 * planes * cellsIn + strided + 4 * 4 * planes * cellsOut;
}

/** Multiply-adds of one image at the model's resolution. */
export interface TowerWork {
  readonly va: number;
  readonly vb: number;
}

/** Multiply-adds of V_a and of V_b. */
export function towerWork(architecture: Sizes): TowerWork {
  const { stem, layer1, layer2, layer3, layer4, attnpool } = stageWork(architecture);
  return { va: stem + layer1 + layer2 + layer3, vb: layer4 + attnpool };
}

/** Multiply-adds of each stage for one image at the model's resolution; biases, pools and the softmax count for nothing. */
export function stageWork(architecture: Sizes): Readonly<Record<TrainableStage, number>> {
  const { width, resolution, embeddingDim } = architecture;
  const head = 32 * width;
  // Neither keys nor values are formed (`attention-pool.ts`).
  const attnpool = 4 * head * head + head * embeddingDim;
  const work = { stem: 0, layer1: 0, layer2: 0, layer3: 0, layer4: 0, attnpool };
  for (const { conv, shape } of convNames(architecture))
    work[stageOf(conv)] += product(shape) * (resolution / strideOf(conv)) ** 2;
  return work;
}

function stageOf(conv: string): TrainableStage {
  const layer = /^layer[1-4]/u.exec(conv);
  return layer ? (layer[0] as TrainableStage) : 'stem';
}

/** Input pixels per cell of a convolution's output. */
function strideOf(conv: string): number {
  const parts = /^layer(\d)\.(\d+)\.(\w+)/u.exec(conv);
  if (!parts) return 2;
  const stride = 2 ** (Number(parts[1]) + 1);
  // The first block's conv1 and conv2 still see the finer grid: their pool comes after them.
  const before = parts[1] !== '1' && parts[2] === '0' && (parts[3] === 'conv1' || parts[3] === 'conv2');
  return before ? stride / 2 : stride;
}

function product(shape: readonly number[]): number {
  return shape.reduce((result, side) => result * side, 1);
}
