import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import type { Styles } from './styles';
import { readStylesFile, writeStylesFile } from './styles-file';

const styles: Styles = {
  targetPrompts: ['night', 'fog'],
  stylesPerPrompt: 3,
  channels: 2,
  means: Float32Array.from({ length: 12 }, (_, i) => i - 6),
  deviations: Float32Array.from({ length: 12 }, (_, i) => i / 4),
};

describe('styles file', () => {
  it('comes back as it was', async () => {
    expect(await readStylesFile(writeStylesFile(styles))).toEqual(styles);
  });

  const file = (means: number[], deviations: number[], data: number, metadata: Record<string, string> = {}) => {
    const tensor = (name: string, shape: number[], value: number) => {
      const size = shape.reduce((product, side) => product * side, 1);
      return { name, dtype: 'F32', shape, data: new Float32Array(size).fill(value) } as const;
    };
    return writeSafetensors([tensor('means', means, 1), tensor('deviations', deviations, data)], metadata);
  };
  const named = { targetPrompts: '["night"]' };
  it.each([
    ['noise', Uint8Array.of(1, 2, 3), 'no file of styles'],
    ['a cut file', writeStylesFile(styles).subarray(0, 150), 'no file of styles'],
    ['offsets', writeSafetensors([], {}), 'no tensor "means"'],
    ['another shape', file([2, 2], [2, 2], 1, named), '[targets, styles, channels]'],
    ['two shapes', file([1, 2, 2], [1, 1, 2], 1, named), 'different shapes'],
    ['a negative deviation', file([1, 2, 2], [1, 2, 2], -1, named), 'below zero'],
    ['NaN', file([1, 2, 2], [1, 2, 2], NaN, named), 'not finite'],
    ['no prompts', file([1, 2, 2], [1, 2, 2], 1), 'name 1 prompts'],
    ['broken prompts', file([1, 2, 2], [1, 2, 2], 1, { targetPrompts: '[' }), 'not valid JSON'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readStylesFile(bytes)).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining(message),
    });
  });

  it.each(['means', 'deviations'])('refuses integers for %s', async (name) => {
    const tensor = (key: string) =>
      key === name
        ? ({ name: key, dtype: 'I32', shape: [1, 2, 2], data: Int32Array.of(1, 2, 3, 4) } as const)
        : ({ name: key, dtype: 'F32', shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 4) } as const);
    await expect(
      readStylesFile(writeSafetensors([tensor('means'), tensor('deviations')], named)),
    ).rejects.toMatchObject({ code: 'unsupported-model', message: `${name} should hold floats and holds I32.` });
  });
});
