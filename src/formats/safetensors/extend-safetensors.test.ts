import { expect, it } from 'vitest';
import { extendSafetensors } from './extend-safetensors';
import { openSafetensors, writeSafetensors } from './safetensors';

const file = writeSafetensors([{ name: 'a', dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }], {
  format: 'test',
  steps: '1',
});

it('adds tensors and metadata, and leaves what was there', async () => {
  const parts = await extendSafetensors(file, [{ name: 'b', dtype: 'U8', shape: [3], data: Uint8Array.of(7, 8, 9) }], {
    steps: '2',
  });
  const whole = new Uint8Array(await new Blob([...parts]).arrayBuffer());
  const extended = await openSafetensors(whole);
  expect(Object.fromEntries(extended.metadata)).toEqual({ format: 'test', steps: '2' });
  expect(await extended.get('a').read()).toEqual(Float32Array.of(1, 2));
  expect(await extended.get('b').read()).toEqual(Uint8Array.of(7, 8, 9));
});

it('refuses a name that is taken, and a file that is none', async () => {
  await expect(
    extendSafetensors(file, [{ name: 'a', dtype: 'U8', shape: [1], data: Uint8Array.of(0) }], {}),
  ).rejects.toThrow('"a"');
  await expect(extendSafetensors(new Uint8Array(3), [], {})).rejects.toMatchObject({ code: 'truncated' });
});
