import type { PlacedFile } from './dropped-files';
import { loadModel } from '../jobs/model/load-model';

/** Graphs and weights; what lies beside them (configuration, tokenizer) is not recognised by its name alone. */
export const modelFile = /\.(?:onnx|pt|pth|bin|safetensors)$/iu;

/** Whether a folder is a model: it holds graphs or weights, and no pictures as data sets do. */
export function isModelFolder(files: readonly PlacedFile[]): boolean {
  const paths = files.map(({ path }) => path);
  return paths.some((path) => modelFile.test(path)) && !paths.some((path) => /\.(?:jpe?g|xml)$/iu.test(path));
}

/** Whether there is something among loose files that `open-weights.ts` knows. */
export function holdsWeights(files: readonly File[]): boolean {
  return files.some(({ name }) => modelFile.test(name));
}

/** Loads files as one model, wherever they came from. */
export function openModelFiles(files: readonly PlacedFile[]): Promise<void> {
  return loadModel({ kind: 'files', files });
}
