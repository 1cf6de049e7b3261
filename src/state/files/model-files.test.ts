import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import { writeTorchFile } from '../../formats/torch/torch-writer';
import * as cluster from '../exports/cluster-exchange';
import * as loading from '../jobs/model/load-model';
import { holdsWeights, isModelFolder } from './model-files';
import { openWeights } from './open-weights';
import * as training from './training-files';

const named = (name: string, content: BlobPart = '') => new File([content], name);
const placed = (...paths: readonly string[]) => paths.map((path) => ({ path, file: named(path) }));
const tensor = { shape: [1], data: Float32Array.of(1) };
const torch = (name: string) => writeTorchFile(new Map([['model', new Map([[name, tensor]])]]));
const safetensors = (metadata: Record<string, string>) =>
  writeSafetensors([{ name: 'a', dtype: 'F32', ...tensor }], metadata) as Uint8Array<ArrayBuffer>;

afterEach(() => vi.restoreAllMocks());

describe('a folder', () => {
  it.each([
    [true, placed('config.json', 'textual/model.onnx', 'visual/model.onnx')],
    [true, placed('open_clip_model.safetensors', 'tokenizer.json')],
    [false, placed('Annotations/a.xml', 'JPEGImages/a.jpg', 'weights.pth')],
    [false, placed('images/a.png')],
  ])('is a model: %s', (expected, files) => expect(isModelFolder(files)).toBe(expected));
});

describe('loose files', () => {
  it.each<[string, readonly File[], 'training' | 'cluster' | 'model']>([
    [
      'a detector of this page',
      [named('mine.safetensors', safetensors({ format: 'clip-the-gap-detector' }))],
      'training',
    ],
    ['CLIP as safetensors', [named('open_clip_model.safetensors', safetensors({}))], 'model'],
    ['a file of nothing', [named('mine.safetensors', 'nothing')], 'training'],
    [
      'a checkpoint of the reference',
      [named('best.pth', torch('roi_heads.box_predictor.bbox_pred.weight'))],
      'cluster',
    ],
    ['a checkpoint of RegionCLIP', [named('rn50.pth', torch('offline_backbone.stem.conv1.weight'))], 'cluster'],
    ['a proposal network alone', [named('rpn.pth', torch('proposal_generator.rpn_head.conv.weight'))], 'cluster'],
    ['a detector of another framework', [named('e2e.pth', torch('roi_head.bbox_head.fc_reg.weight'))], 'cluster'],
    ['CLIP of PyTorch', [named('RN50.pt', torch('visual.conv1.weight'))], 'model'],
    ['weights that cannot be read', [named('RN50.pt', 'nothing')], 'model'],
    ['two towers with a tokenizer', [named('visual.onnx'), named('textual.onnx'), named('tokenizer.json')], 'model'],
  ])('%s', async (_, files, expected) => {
    const calls = {
      training: vi.spyOn(training, 'importTrainingFile').mockResolvedValue(),
      cluster: vi.spyOn(cluster, 'importFromCluster').mockResolvedValue(),
      model: vi.spyOn(loading, 'loadModel').mockResolvedValue(),
    };
    expect(holdsWeights(files)).toBe(true);
    await openWeights(files);
    for (const [name, call] of Object.entries(calls))
      expect(call.mock.calls.length, name).toBe(name === expected ? 1 : 0);
    if (expected === 'model')
      expect(calls.model.mock.calls[0]![0]).toMatchObject({ files: files.map(({ name }) => ({ path: name })) });
  });

  it('pictures and sessions are none', () => expect(holdsWeights([named('a.png'), named('session.zip')])).toBe(false));
});
