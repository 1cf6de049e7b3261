import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { groups, measurementsOf } from '../../../src/engine/inspection/measurements/catalogue';
import { root } from '../../install.mjs';
import { copyTorchHalf } from './copy-torch-half';
import files from './files.json' with { type: 'json' };

const source = (file: string): string => readFileSync(join(root, file), 'utf8');

test('PyTorch measures every group that has a figure for it, by the names of the catalogue', () => {
  const [, table = ''] = /^FIGURES[^{]*\{\n(.*?)^\}/msu.exec(source('tools/gpu-kit/torch/figures.py')) ?? [];
  const measured = [...table.matchAll(/^ {4}"([\w-]+)":/gmu)].map(([, name]) => name);
  const withTorch = new Set(measurementsOf('full').flatMap(({ torch, group }) => (torch ? [group] : [])));
  expect(measured).toEqual(groups.map(({ name }) => name).filter((name) => withTorch.has(name)));
});

test('PyTorch tells every figure of the catalogue by its id', () => {
  const text = source('tools/gpu-kit/torch/figures.py').replaceAll(/\{name\}/gu, '(.+)');
  const literals = [...text.matchAll(/"([a-z][\w().+-]*-?[\w().+-]*)"/gu)].map(([, id]) => new RegExp(`^${id}$`, 'u'));
  const listed = measurementsOf('full').filter(({ torch, group }) => torch && group !== 'products');
  expect(listed.map(({ id }) => id).filter((id) => !literals.some((literal) => literal.test(id)))).toEqual([]);
  expect(text, 'products tell the ids of the catalogue').toContain('yield product["id"]');
});

test('what the PyTorch half needs of the repository is all in its list', () => {
  const listed = new Set(files);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const own = files.filter((file) => file.endsWith('.py'));
  const copied = mkdtempSync(join(tmpdir(), 'torch-half-'));
  try {
    copyTorchHalf(copied);
    expect(readdirSync(copied), 'in one folder, no name twice').toHaveLength(files.length);
  } finally {
    rmSync(copied, { recursive: true });
  }
  const folders = new Set(own.map((file) => dirname(file)));
  for (const file of own) {
    for (const [, module] of source(file).matchAll(/^\s*(?:from|import) (\w+)/gmu)) {
      const found = [...folders]
        .map((folder) => join(folder, `${module}.py`))
        .find((path) => existsSync(join(root, path)));
      if (found) expect(listed, `${file} imports ${module}`).toContain(found);
    }
    const foreign = [...source(file).matchAll(/^(?:from|import) (\w+)/gmu)].map(([, module]) => module);
    expect(foreign, `${file} works with torch and numpy alone`).not.toContain('safetensors');
  }
});
