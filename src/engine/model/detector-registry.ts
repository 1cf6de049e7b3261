import { CodedError } from '../../errors/coded-error';
import type { VisualTower } from '../../clip/tower/modified-resnet';
import type { Preprocessing } from '../../clip/image/preprocess';
import type { VisualWeights } from '../../clip/weights/visual-weights';
import { createDetector, type Detector } from '../../detector/detector';
import { detectionMemory } from '../../detector/detection-memory';
import { proposalTowerOf } from '../../detector/proposal-tower-shapes';
import { checkFolding, readDetectorFile, type DetectorFile } from '../../detector/detector-file';
import { detectorArchitecture, standsAlone } from '../../detector/tuned-tower';
import { blobSourceOf } from '../../formats/blob-source';
import type { DetectorConfig } from '../../method/detector-config';
import { detectorNamed } from '../../method/shipped-detectors';
import { zeroShotDetectorConfig, zeroShotName, type ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import { selectiveSearchSource } from '../../detector/zero-shot/selective-search-source';
import { createZeroShotDetector } from '../../detector/zero-shot/zero-shot-detector';
import type { ProposalSource } from '../../detector/zero-shot/proposal-source';
import type { RgbImage } from '../../geometry/rgb-image';
import type { DetectorInfo } from '../engine';
import type { ProposalNetworks } from '../proposals/proposal-networks';

/** Detectors that stay on the device: two panes, and one more. */
const maxBuilt = 3;

type Entry =
  | { readonly kind: 'file'; readonly info: DetectorInfo; readonly file: Blob }
  | { readonly kind: 'zero-shot'; readonly info: DetectorInfo; readonly config: ZeroShotConfig };

type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** What a registry needs of its model. */
export interface DetectorModelAccess {
  readonly visualWeights: VisualWeights;
  readonly preprocessing: Preprocessing;
  readonly embed: Embed;
  /** Runs alone on the device. */
  readonly tower: () => VisualTower;
  readonly proposals: ProposalNetworks;
}

/** The detectors that belong to one model: files in memory, tensors on the device when needed. */
export class DetectorRegistry {
  readonly #model: DetectorModelAccess;
  readonly #entries = new Map<string, Entry>();
  /** In the order of last use. */
  readonly #built = new Map<string, Detector>();

  constructor(model: DetectorModelAccess) {
    this.#model = model;
  }

  list(): readonly DetectorInfo[] {
    return [...this.#entries.values()].map(({ info }) => info);
  }

  /** Reads and checks the file; a former detector of that name goes. @throws ModelError for a file that is no detector */
  async add(name: string, file: Blob): Promise<DetectorInfo> {
    return this.#add(name, file, await openDetector(file));
  }

  #add(name: string, file: Blob, opened: DetectorFile): DetectorInfo {
    const { config, provenance } = opened;
    const architecture = detectorArchitecture(this.#model.visualWeights, opened);
    const memory = detectionMemory(architecture, config, proposalTowerOf(opened));
    const info: DetectorInfo = { name, title: provenance['title'] ?? name, config, memory, provenance };
    this.#dropBuilt(name);
    this.#entries.set(name, { kind: 'file', info, file });
    return info;
  }

  /** What CLIP alone looks for from now on. @throws CodedError `bad-config` where its regions shall come from a network that is not open */
  setZeroShot(zeroShot: ZeroShotConfig): DetectorInfo {
    const former = this.#entries.get(zeroShotName);
    this.#sourceOf(zeroShot);
    if (former?.kind === 'zero-shot' && networkOf(former.config) !== networkOf(zeroShot))
      this.#model.proposals.cancelRuns();
    const { architecture } = this.#model.visualWeights;
    const config = zeroShotDetectorConfig(zeroShot, architecture.resolution);
    const info: DetectorInfo = {
      name: zeroShotName,
      title: 'CLIP alone (zero-shot)',
      config,
      memory: detectionMemory(architecture, config),
      provenance: {},
      zeroShot,
    };
    this.#dropBuilt(zeroShotName);
    this.#entries.set(zeroShotName, { kind: 'zero-shot', info, config: zeroShot });
    return info;
  }

  /** As {@link add}, but only where the detector fits the model. Runs alone on the device. @throws EngineError `bundle-mismatch` */
  async addFitting(name: string, file: Blob): Promise<DetectorInfo> {
    const opened = await openDetector(file);
    const detector = await this.#build(opened);
    const info = this.#add(name, file, opened);
    this.#keep(name, detector);
    return info;
  }

  /** The detector's file as it came. @throws EngineError where there is none of that name */
  file(name: string): Blob {
    return this.#withFile(name).file;
  }

  /** What it is besides its weights. @throws EngineError where there is none of that name */
  config(name: string): DetectorConfig {
    return this.#entry(name).info.config;
  }

  /** Configuration and weights, for training to start from. @throws EngineError `bad-config` for a detector that stands alone, which is of another form */
  async open(name: string): Promise<DetectorFile> {
    const { file: blob, info } = this.#withFile(name);
    if (standsAlone(info.config)) {
      throw new CodedError(
        'bad-config',
        `“${info.title}” stands on towers of its own, whose form is neither trained nor written for vidit09/domaingen here.`,
        'Take a detector of the model, or train one from CLIP. A .pth of RegionCLIP is trained on with its own code.',
      );
    }
    const file = await openDetector(blob);
    checkFolding(file, this.#model.visualWeights);
    return file;
  }

  /** The detector on the device; runs alone there. Valid until the next call. */
  async get(name: string): Promise<Detector> {
    const entry = this.#entry(name);
    const present = entry.info.name;
    const detector = this.#built.get(present) ?? (await this.#buildEntry(entry));
    this.#keep(present, detector);
    return detector;
  }

  /** What a detection needs beforehand, and not the device: the regions that a network proposes. @throws as its source does */
  async prepare(name: string, image: RgbImage): Promise<void> {
    const entry = this.#entry(name);
    if (entry.kind === 'zero-shot' && networkOf(entry.config) !== null)
      await this.#sourceOf(entry.config).propose(image);
  }

  /** Unit embeddings of a detector's class prompts; none where it does not classify by them. */
  async classEmbeddings(config: DetectorConfig): Promise<readonly Float32Array[]> {
    const { classes, promptTemplate, classifier } = config;
    if (classifier !== 'text' || standsAlone(config)) return [];
    return this.#model.embed(classes.map((name) => promptTemplate.replaceAll('{}', name)));
  }

  /** Forgets a detector; runs alone on the device. */
  remove(name: string): void {
    this.#dropBuilt(name);
    this.#entries.delete(name);
  }

  /** Frees the device; the files stay. */
  drop(): void {
    for (const detector of this.#built.values()) detector.dispose();
    this.#built.clear();
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(detectorNamed(this.list(), name)?.name ?? name);
    if (entry !== undefined) return entry;
    const names = [...this.#entries.keys()];
    throw new CodedError(
      'bad-config',
      `There is no detector “${name}”.`,
      names.length === 0 ? 'This model has no detectors: train or import one.' : `Choose one of: ${names.join(', ')}.`,
    );
  }

  #withFile(name: string): Extract<Entry, { readonly kind: 'file' }> {
    const entry = this.#entry(name);
    if (entry.kind === 'file') return entry;
    throw new CodedError(
      'bad-config',
      `“${entry.info.title}” has no weights of its own.`,
      'Train a detector from CLIP, and take that one.',
    );
  }

  async #buildEntry(entry: Entry): Promise<Detector> {
    switch (entry.kind) {
      case 'file':
        return this.#build(await openDetector(entry.file));
      case 'zero-shot':
        return this.#buildZeroShot(entry.config);
      default:
        return entry satisfies never;
    }
  }

  async #buildZeroShot(config: ZeroShotConfig): Promise<Detector> {
    const { classes, promptTemplate, background } = config;
    const { embed, tower, preprocessing } = this.#model;
    const texts = {
      classes: await embed(classes.map((name) => promptTemplate.replaceAll('{}', name))),
      background: background.kind === 'prompts' ? await embed(background.prompts) : [],
    };
    return createZeroShotDetector(tower(), preprocessing, config, texts, this.#sourceOf(config));
  }

  #sourceOf({ proposalSource, proposals }: ZeroShotConfig): ProposalSource {
    switch (proposalSource.kind) {
      case 'selective-search':
        return selectiveSearchSource(proposals);
      case 'network':
        return this.#model.proposals.source(proposalSource.network);
      default:
        return proposalSource satisfies never;
    }
  }

  async #build(file: DetectorFile): Promise<Detector> {
    const { weights, config } = file;
    if (!standsAlone(config)) checkFolding(file, this.#model.visualWeights);
    const embeddings = await this.classEmbeddings(config);
    try {
      return createDetector(this.#model.visualWeights, weights, config, embeddings);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new CodedError(
        'bundle-mismatch',
        `The detector does not fit this model: ${error.message}.`,
        'Load the CLIP model that it was trained with.',
        { cause: error },
      );
    }
  }

  #keep(name: string, detector: Detector): void {
    this.#built.delete(name);
    this.#built.set(name, detector);
    const [oldest] = this.#built.keys();
    if (this.#built.size > maxBuilt && oldest !== undefined) this.#dropBuilt(oldest);
  }

  #dropBuilt(name: string): void {
    this.#built.get(name)?.dispose();
    this.#built.delete(name);
  }
}

function networkOf({ proposalSource }: ZeroShotConfig): string | null {
  return proposalSource.kind === 'network' ? proposalSource.network : null;
}

/** Files of this size and more are read a tensor at a time, so that they are not in memory twice; smaller ones at once, which is faster. */
const largeFile = 64 * 2 ** 20;

async function openDetector(file: Blob): Promise<DetectorFile> {
  return readDetectorFile(file.size >= largeFile ? blobSourceOf(file) : new Uint8Array(await file.arrayBuffer()));
}
