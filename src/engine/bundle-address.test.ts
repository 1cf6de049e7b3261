import { expect, it } from 'vitest';
import { bundleFolder } from './bundle-address';

const repository = 'https://huggingface.co/immich-app/RN50__openai';

it.each([
  ['https://host/sub/models/builtin/', 'https://host/sub/models/builtin/'],
  ['https://host/RN%20101', 'https://host/RN%20101/'],
  [repository, `${repository}/resolve/main/`],
  [`${repository}/`, `${repository}/resolve/main/`],
  [`${repository}/tree/v1`, `${repository}/resolve/v1/`],
  [`${repository}/blob/main/sub`, `${repository}/resolve/main/sub/`],
  [`${repository}/resolve/abc/?download=true`, `${repository}/resolve/abc/`],
])('%s', (address, folder) => {
  expect(bundleFolder(address)).toBe(folder);
});

it('refuses what is no address', () => {
  expect(() => bundleFolder('models/x')).toThrow(TypeError);
});
