import { CodedError } from '../../errors/coded-error';
import { externalLocations, parseOnnx, type OnnxGraph, type OnnxNode } from '../../formats/onnx/onnx';
import { type BundleConfig } from '../bundle/bundle-config';
import { type BundleFiles, folderOf } from '../bundle/bundle-files';
import { repairGelu, textActivation, type TextActivation } from '../onnx/gelu-trap';
import type { ExternalWeights } from './text-encoder';
import { textGraph, textWeightsFile } from '../onnx/text-graph';
import { inferTextArchitecture, placeWeights, type TextStateDict } from '../weights/text-weights';

/** Where a text tower's graph comes from: the model's file, that file with its GELU replaced, or weights under a graph written here. */
export type TextOrigin = 'onnx' | 'repaired' | 'generated';

/** A text tower that is not kept in memory. */
export interface TextSource {
  /** The path of its file, as messages call it. */
  readonly path: string;
  readonly origin: TextOrigin;
  readonly activation: TextActivation;
  /** Ids that it knows; undefined where the graph does not show it. */
  readonly vocabularySize: number | undefined;
  /** Tokens that it takes at most; undefined where the graph does not show it. */
  readonly contextLength: number | undefined;
  /** What tells it from any other, besides the file that the visual tower was read from. */
  readonly identity: readonly Uint8Array[];
  /** Reads it anew. @throws ModelError `bundle-file-broken` */
  read(): Promise<{ readonly model: Uint8Array<ArrayBuffer>; readonly external: readonly ExternalWeights[] }>;
  /** The same tower with QuickGELU in place of GELU; null where there is no GELU to replace. */
  readonly repaired: TextSource | null;
}

/** Opens an ONNX text tower and checks what can be checked without running it. @throws ModelError, FormatError */
export async function onnxTextSource(files: BundleFiles, path: string): Promise<TextSource> {
  const read = async () => {
    const model = await files.read(path);
    const external = await readExternal(files, path, model);
    return { model, external: [...external].map(([name, data]) => ({ path: name, data })) };
  };
  const { model, external } = await read();
  const { graph } = parseOnnx(model, weightsByName(external)); // finds a download that was cut short
  if (graph.nodes.some(({ opType }) => opType === 'Conv')) {
    throw new CodedError(
      'bundle-mismatch',
      'This is a visual tower: it has convolutions.',
      'Put the text tower of the same CLIP there.',
    );
  }
  const activation = textActivation(graph);
  const source = {
    path,
    vocabularySize: embeddingRows(graph),
    contextLength: undefined,
    identity: [model, ...external.map(({ data }) => data)],
    read,
  };
  const repaired: TextSource = {
    ...source,
    origin: 'repaired',
    activation: 'quick-gelu',
    identity: [...source.identity, new TextEncoder().encode('quick-gelu')],
    read: async () => {
      const unrepaired = await read();
      return { ...unrepaired, model: repairGelu(unrepaired.model, weightsByName(unrepaired.external)) };
    },
    repaired: null,
  };
  return { ...source, origin: 'onnx', activation, repaired: activation === 'gelu' ? repaired : null };
}

/**
 * A text tower whose graph is written here, over the weights of a state dict.
 *
 * @param file what the tensors' places speak of, where the state dict has them
 * @throws ModelError `unsupported-model` where the state dict has no text tower, or one of another shape
 */
export function stateDictTextSource(
  path: string,
  state: TextStateDict,
  config: Pick<BundleConfig, 'quickGelu' | 'textHeads'>,
  file?: Blob,
): TextSource {
  const architecture = inferTextArchitecture(state, config.textHeads);
  // Every public CLIP ResNet was trained with QuickGELU, and OpenAI's files do not say so.
  const activation = config.quickGelu === false ? 'gelu' : 'quick-gelu';
  return {
    path,
    origin: 'generated',
    activation,
    vocabularySize: architecture.vocabularySize,
    contextLength: architecture.contextLength,
    identity: [],
    read: async () => {
      const { data, offsets } = await placeWeights(state, architecture, file);
      return { model: textGraph(architecture, { activation, offsets }), external: [{ path: textWeightsFile, data }] };
    },
    repaired:
      activation === 'gelu'
        ? {
            ...stateDictTextSource(path, state, { ...config, quickGelu: true }, file),
            origin: 'repaired',
            identity: [new TextEncoder().encode('quick-gelu')],
          }
        : null,
  };
}

/** The files beside a graph that it names, by those names; those that are not there are left out, for the reader to name. */
export async function readExternal(
  files: BundleFiles,
  path: string,
  model: Uint8Array,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of externalLocations(model)) {
    const beside = folderOf(path) + name;
    if (files.has(beside)) found.set(name, await files.read(beside));
  }
  return found;
}

function weightsByName(external: readonly { readonly path: string; readonly data: Uint8Array }[]) {
  return new Map(external.map(({ path, data }) => [path, data]));
}

/** Rows of the token embedding: the tallest matrix that a Gather reads. */
function embeddingRows({ nodes, initializers }: OnnxGraph): number | undefined {
  const casts = new Map<string, OnnxNode>(
    nodes.filter(({ opType }) => opType === 'Cast').map((node) => [node.outputs[0] ?? '', node]),
  );
  const rows = nodes
    .filter(({ opType }) => opType === 'Gather')
    .map(({ inputs: [data = ''] }) => initializers.get(casts.get(data)?.inputs[0] ?? data)?.shape)
    .flatMap((shape) => (shape?.length === 2 ? [shape[0] ?? 0] : []));
  return rows.length > 0 ? Math.max(...rows) : undefined;
}
