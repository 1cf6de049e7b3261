/** A detector as one safetensors file: its weights by state_dict name in PyTorch's axis order, its configuration and provenance as metadata. */
import { CodedError } from '../errors/coded-error';
import { isFormatError } from '../errors/areas';
import { wellFormedJson } from '../formats/text/well-formed-json';
import { checkWeightType } from '../clip/weights/state-dict';
import type { ByteSource } from '../formats/byte-source';
import { openSafetensors, writeSafetensors, type SafetensorsFile } from '../formats/safetensors/safetensors';
import type { VisualWeights, WeightTensor } from '../clip/weights/visual-weights';
import type { DetectorConfig } from '../method/detector-config';
import { parseDetectorConfig } from './detector-config-schema';
import { anchorsPerCell } from './initial-weights';
import { towerPrefix, type NamedWeights } from './named-weights';
import { clsScore, projection, regionHeadShapes, testClsScore } from './region-head-shapes';
import { rpnHeadShapes } from './rpn-head';
import { holdsWholeTower } from './tuned-tower';
import { proposalTowerLayout, proposalTowerShapes } from './proposal-tower-shapes';
import { brokenFile } from '../errors/broken-file';

const broken = brokenFile('Export the detector again, or choose another file.');

const formatName = 'clip-the-gap-detector';
const formatVersion = '1';

/** A detector without the CLIP model that it stands on. */
export interface DetectorFile {
  readonly config: DetectorConfig;
  /** Where it comes from: what was trained, on what, with which seed, on which model. */
  readonly provenance: Readonly<Record<string, string>>;
  /** Whether `visual.…` holds convolutions with their batch norm folded in, as the CLIP model had them. */
  readonly folded: boolean;
  readonly weights: NamedWeights;
}

/** @param dtype F16 halves the file and rounds the weights */
export function writeDetectorFile(
  { config, provenance, folded, weights }: DetectorFile,
  dtype: 'F16' | 'F32',
): Uint8Array {
  const tensors = Array.from(weights, ([name, { shape, data }]) => ({ name, dtype, shape, data }));
  return writeSafetensors(tensors, {
    format: formatName,
    version: formatVersion,
    config: wellFormedJson(config),
    provenance: wellFormedJson(provenance),
    folded: String(folded),
  });
}

/**
 * A fine-tuned convolution has the same shape with and without its batch norm folded in, but not the same meaning. A detector with a
 * whole tower of its own does not care.
 * @throws ModelError `bundle-mismatch` where the file's convolutions are of the other kind than the CLIP model's
 */
export function checkFolding({ folded, weights }: Pick<DetectorFile, 'folded' | 'weights'>, clip: VisualWeights): void {
  const tunesConvolutions = [...weights.keys()].some((name) => name.startsWith(`${towerPrefix}layer`));
  if (!tunesConvolutions || folded === clip.folded || holdsWholeTower(weights, clip.architecture)) return;
  const kind = (isFolded: boolean) => (isFolded ? 'folded in' : 'apart');
  throw new CodedError(
    'bundle-mismatch',
    `The detector was trained on a model with its batch norms ${kind(folded)}; this model has them ${kind(clip.folded)}.`,
    'Load the model file that the detector was trained with.',
  );
}

/**
 * Reads and checks a detector. Whether it fits a CLIP model shows when a detector is created from both.
 * @throws ModelError `bundle-file-broken` for a file that is damaged or something else, `bad-config` for its configuration
 */
export async function readDetectorFile(file: Uint8Array | ByteSource): Promise<DetectorFile> {
  try {
    return await read(await openSafetensors(file));
  } catch (error) {
    if (isFormatError(error)) throw new CodedError('bundle-file-broken', error.message, error.hint, { cause: error });
    throw error;
  }
}

async function read(file: SafetensorsFile): Promise<DetectorFile> {
  if (file.metadata.get('format') !== formatName) {
    throw broken('The file is no detector of this program: its metadata does not say so.');
  }
  const version = file.metadata.get('version');
  if (version !== formatVersion)
    throw broken(`The detector file has version ${version ?? 'none'}, this program reads ${formatVersion}.`);
  const config = parseDetectorConfig(parseJson(file, 'config'));
  const provenance = parseProvenance(parseJson(file, 'provenance'));
  checkShapes(file, config);
  const weights = new Map<string, WeightTensor>();
  for (const [name, stored] of file.tensors) {
    checkWeightType(name, stored.dtype);
    const data = await stored.readFloat32();
    if (!data.every(Number.isFinite)) throw broken(`"${name}" holds values that are not finite.`);
    weights.set(name, { shape: stored.shape, data });
  }
  return { config, provenance, folded: file.metadata.get('folded') === 'true', weights };
}

function checkShapes(file: SafetensorsFile, config: DetectorConfig): void {
  const rpnChannels = file.get('proposal_generator.rpn_head.conv.weight').shape[0] ?? 0;
  const ownProposals = config.proposalFeatures === 'own';
  const featureChannels = ownProposals ? (file.get(`${towerPrefix}layer4.0.conv1.weight`).shape[1] ?? 0) : rpnChannels;
  const expected = new Map([
    ...rpnHeadShapes(rpnChannels, anchorsPerCell(config)),
    ...(ownProposals ? proposalTowerShapes(proposalTowerLayout((name) => file.tensors.get(name)?.shape)) : []),
    ...regionHeadShapes({ headChannels: featureChannels * 2, embeddingDim: embeddingDimOf(file, config) }, config),
  ]);
  for (const [name, shape] of expected) {
    const found = file.get(name).shape;
    if (found.join() !== shape.join()) {
      throw broken(`"${name}" has shape [${found.join(', ')}], the configuration asks for [${shape.join(', ')}].`);
    }
  }
  for (const name of file.tensors.keys()) {
    if (!expected.has(name) && !name.startsWith(towerPrefix))
      throw broken(`The detector file holds an unknown tensor "${name}".`);
  }
}

/** What the file itself says; whether it is the model's shows when a detector is created from both. */
function embeddingDimOf(file: SafetensorsFile, { classifier, pooling, classEmbeddings }: DetectorConfig): number {
  if (classifier === 'text' && classEmbeddings === 'weights') return file.get(`${testClsScore}.weight`).shape[1] ?? 0;
  if (classifier === 'text') return pooling === 'mean' ? (file.get(`${projection}.weight`).shape[0] ?? 0) : 0;
  return pooling === 'attention' ? (file.get(`${clsScore}.weight`).shape[1] ?? 0) : 0;
}

function parseJson(file: SafetensorsFile, key: string): unknown {
  const text = file.metadata.get(key);
  if (text === undefined) throw broken(`The detector file has no "${key}" in its metadata.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw broken(`The detector file's "${key}" is no JSON.`, error);
  }
}

function parseProvenance(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [['', undefined] as const];
  return Object.fromEntries(
    entries.map(([key, text]) => {
      if (typeof text !== 'string')
        throw broken(`The detector file's provenance is not a list of texts (at "${key}").`);
      return [key, text];
    }),
  );
}
