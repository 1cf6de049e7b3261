// `npm run compare-augment`: photometric transforms and corruptions of fifty images here and in public/augment.py; writes docs/photometrics-agreement.json. Needs python3 with numpy.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resizeAntialiased } from '../../src/clip/image/pillow-resize';
import type { RgbImage } from '../../src/geometry/rgb-image';
import { Random } from '../../src/math/random';
import { corruptionNames, type Severity } from '../../src/photometrics/corruptions/corruption-names';
import { drawTransforms } from '../../src/photometrics/draw-transforms';
import { type ImageTransform, transformImage } from '../../src/photometrics/image-transform';
import { familyVersion } from '../../src/photometrics/parameters';
import { type Policy, policyFile } from '../../src/photometrics/policy';
import { allConditions, renderScene, sceneSeed } from '../../src/scenes';
import { root } from '../install.mjs';

const images = 50;
/** Random transforms of each image; then each corruption comes at one severity. */
const transformsPerImage = 4;

/** Scenes of all conditions, a third of them wide and a third small and odd in size. */
function picture(index: number): RgbImage {
  const { image } = renderScene(sceneSeed('train', index), allConditions[index % allConditions.length]!);
  switch (index % 3) {
    case 0:
      return image;
    case 1:
      return resizeAntialiased(image, 427, 240, 'bicubic');
    default:
      return resizeAntialiased(image, 97, 131, 'bicubic');
  }
}

function transformsOf(index: number): readonly ImageTransform[] {
  const drawn = drawTransforms(transformsPerImage, new Random(index));
  return [
    ...drawn.map((parameters): ImageTransform => ({ kind: 'photometric', parameters })),
    ...corruptionNames.map((corruption, at): ImageTransform => {
      const severity = (1 + ((index + at) % 5)) as Severity;
      return { kind: 'corruption', corruption, severity };
    }),
  ];
}

const folder = join(root, '.cache/compare-augment');
mkdirSync(folder, { recursive: true });
const pictures = Array.from({ length: images }, (_, index) => picture(index));
const transforms = pictures.map((_, index) => transformsOf(index));
const policy: Policy = {
  model: null,
  sourcePrompt: '',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: transforms.map((list, index) => ({
    text: `image ${index}`,
    confidence: null,
    transforms: list.map((transform) => ({ weight: 1 / list.length, score: null, leastStrength: 0, transform })),
  })),
};
const strength = (index: number) => (index % 2 === 0 ? 1 : 0.6);
const results = pictures.flatMap((image, index) =>
  transforms[index]!.map((transform) => transformImage(image, transform, strength(index), index).data),
);
const sizes = pictures.map(({ width, height }, index) => ({ width, height, strength: strength(index), seed: index }));
writeFileSync(join(folder, 'policy.json'), policyFile(policy));
writeFileSync(join(folder, 'images.json'), JSON.stringify(sizes));
writeFileSync(join(folder, 'images.bin'), Buffer.concat(pictures.map(({ data }) => data)));
writeFileSync(join(folder, 'ours.bin'), Buffer.concat(results));
execFileSync('python3', [join(root, 'tools/photometrics/compare_augment.py'), folder], { stdio: 'inherit' });
const found = JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8')) as object;
const agreement = { family: familyVersion, images, transformsPerImage, ...found };
writeFileSync(join(root, 'docs/photometrics-agreement.json'), `${JSON.stringify(agreement, null, 2)}\n`);
console.log(JSON.stringify(agreement));
