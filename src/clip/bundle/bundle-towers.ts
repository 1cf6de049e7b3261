/** Which files of a folder are the two towers: every publisher of CLIP exports has a layout of its own. */
import { CodedError } from '../../errors/coded-error';
import { isFormatError } from '../../errors/areas';
import { onnxOperators } from '../../formats/onnx/onnx';
import { type BundleFiles, folderOf } from './bundle-files';
import { weightsFile } from '../weights/bundle-weights';

export interface TowerPaths {
  readonly visual: string | undefined;
  /** An ONNX graph; undefined where the text tower, if any, is among the weights of the visual file. */
  readonly text: string | undefined;
}

type Role = 'text' | 'visual';

const visualFile = 'visual/model.onnx';
const textFile = 'textual/model.onnx';

const words: Readonly<Record<string, Role>> = {
  text: 'text',
  textual: 'text',
  visual: 'visual',
  vision: 'visual',
  image: 'visual',
};

/**
 * Finds the towers: at the usual paths, else by their names (`RN50-textual.onnx`, `clip_image_model_rn50.onnx`), else by what the graphs
 * compute.
 *
 * @throws ModelError `bundle-mismatch` where there are several models to choose from, `bundle-file-broken` for a graph that cannot be read
 */
export async function findTowers(files: BundleFiles): Promise<TowerPaths> {
  const visual = files.has(visualFile) ? visualFile : weightsFile(files.paths);
  const text = files.has(textFile) ? textFile : undefined;
  if (visual !== undefined && (text !== undefined || !files.paths.some((path) => isOther(path, visual)))) {
    return { visual, text };
  }
  const graphs = files.paths.filter((path) => path.endsWith('.onnx') && path !== visual && path !== text);
  const roles = new Map<string, Role | undefined>(graphs.map((path) => [path, roleByName(path)]));
  for (const [path, role] of roles) if (role === undefined) roles.set(path, await roleByContent(files, path));
  const of = (wanted: Role): readonly string[] => [...roles].flatMap(([path, role]) => (role === wanted ? [path] : []));
  return pair(visual ? [visual] : of('visual'), text ? [text] : of('text'));
}

/** A graph that could be the other tower: not one more visual tower beside the first. */
function isOther(path: string, visual: string): boolean {
  return path.endsWith('.onnx') && path !== visual && folderOf(path) !== 'visual/';
}

function pair(visual: readonly string[], text: readonly string[]): TowerPaths {
  if (visual.length <= 1 && text.length <= 1) return { visual: visual[0], text: text[0] };
  const byStem = new Map(text.map((path) => [stem(path), path]));
  const pairs = visual.filter((path) => byStem.has(stem(path)));
  const [only] = pairs;
  if (only !== undefined && pairs.length === 1) return { visual: only, text: byStem.get(stem(only)) };
  throw new CodedError(
    'bundle-mismatch',
    `The folder holds several models: ${[...visual, ...text].join(', ')}.`,
    'Choose the files of one model: a visual and a text tower, with its tokenizer.',
  );
}

/** A path without the word that says which tower it is. */
function stem(path: string): string {
  return path
    .toLowerCase()
    .split(/([^a-z0-9]+)/u)
    .map((part) => (words[part] ? '*' : part))
    .join('');
}

/** The name decides before the folder: `visual/` may hold anything. */
function roleByName(path: string): Role | undefined {
  const parts = path.toLowerCase().split('/').reverse();
  for (const part of parts) {
    const roles = new Set(part.split(/[^a-z0-9]+/u).flatMap((word) => words[word] ?? []));
    const [role] = roles;
    if (roles.size === 1) return role;
  }
  return undefined;
}

async function roleByContent(files: BundleFiles, path: string): Promise<Role | undefined> {
  try {
    const operators = onnxOperators(await files.read(path));
    if (operators.has('Conv') || operators.has('FusedConv')) return 'visual';
    return operators.has('Gather') ? 'text' : undefined;
  } catch (cause) {
    if (isFormatError(cause))
      throw new CodedError('bundle-file-broken', `${path}: ${cause.message}.`, cause.hint, { cause });
    throw cause;
  }
}
