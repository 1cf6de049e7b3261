import { CodedError } from '../../errors/coded-error';
import type { ListedFile } from './hub';

interface Chosen extends ListedFile {
  /** Inside the model's folder. */
  readonly path: string;
  readonly required: boolean;
}

const onnxPair = ['visual/model.onnx', 'textual/model.onnx'] as const;
/** Small files that a model may have beside its weights. */
const companions =
  /^(?:(?:open_clip_)?config\.json|(?:textual\/)?(?:tokenizer|tokenizer_config|words)\.json|visual\/preprocess_cfg\.json)$/u;
const learned = /^(?:detectors|offsets|photometrics)\/[^/]+\.safetensors$/u;
/** Single files with both towers, the best first: the others cannot be read piece by piece, or lack the text tower. */
const singleFiles = [
  /^(?:visual\/)?open_clip_model\.safetensors$/u,
  /^[^/]+\.pt$/iu,
  /^[^/]+\.pth$/iu,
  /^open_clip_pytorch_model\.bin$/u,
  /^[^/]+\.safetensors$/iu,
  /^[^/]+\.bin$/iu,
] as const;

/**
 * Of all files of a repository those that make a model: an ONNX pair, else one file of weights, with what belongs to them.
 *
 * @param folder of the model in the repository, with a final slash
 * @param file the weights that the user asked for, from `folder`
 * @throws EngineError `bundle-file-missing` where no model is among them
 */
export function chooseFiles(
  listed: readonly ListedFile[],
  folder: string,
  file: string | null,
  name: string,
): readonly Chosen[] {
  const files = listed
    .filter(({ path }) => path.startsWith(folder))
    .map((entry) => ({ ...entry, path: entry.path.slice(folder.length) }));
  const weights = weightsAmong(files, file);
  if (weights.length === 0) {
    const place = folder === '' ? name : `${name}, folder ${folder}`;
    throw new CodedError(
      'bundle-file-missing',
      file === null ? `There is no CLIP model in ${place}.` : `There is no ${file} in ${place}.`,
      'A model is visual/model.onnx with textual/model.onnx, open_clip_model.safetensors, or a .pt file: immich-app/RN50__openai and timm/resnet50_clip.openai are such repositories.',
    );
  }
  return files
    .filter(({ path }) => weights.includes(path) || companions.test(path) || learned.test(path))
    .map((entry) => ({ ...entry, required: true }));
}

function weightsAmong(files: readonly ListedFile[], wanted: string | null): readonly string[] {
  const paths = files.map(({ path }) => path);
  if (wanted !== null) return paths.filter((path) => path === wanted);
  const graphs = onnxPair.every((path) => paths.includes(path)) ? onnxPair : namedPair(files);
  if (graphs.length > 0) return [...graphs, ...paths.filter((path) => graphs.some((graph) => isDataOf(graph, path)))];
  for (const pattern of singleFiles) {
    const [first] = paths.filter((path) => pattern.test(path)).sort();
    if (first !== undefined) return [first];
  }
  return [];
}

/** Weights that a graph keeps in a file of their own: `model.onnx.data`, `model.onnx_data`, `model.data`. */
function isDataOf(graph: string, path: string): boolean {
  return path.startsWith(graph.slice(0, -'.onnx'.length)) && /(?:\.|_)(?:data|bin|weights?)$/u.test(path);
}

/** Two graphs whose names differ in the tower only, as `RN50-textual.onnx` and `RN50-visual.onnx`; of several pairs the largest, which is the one in float32. */
function namedPair(files: readonly ListedFile[]): readonly string[] {
  const tower = /text(?:ual)?|vis(?:ual|ion)|image/iu;
  const graphs = files.filter(({ path }) => /^[^/]+\.onnx$/u.test(path) && tower.test(path));
  const pairs = graphs
    .filter(({ path }) => /text/iu.test(path))
    .flatMap((text) => {
      const visual = graphs.find(
        ({ path }) => !/text/iu.test(path) && path.replace(tower, '') === text.path.replace(tower, ''),
      );
      return visual ? [{ paths: [visual.path, text.path], bytes: (visual.bytes ?? 0) + (text.bytes ?? 0) }] : [];
    })
    .sort((a, b) => b.bytes - a.bytes);
  return pairs[0]?.paths ?? [];
}
