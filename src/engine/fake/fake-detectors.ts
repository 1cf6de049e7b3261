import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';
import type { Offsets } from '../../augmentation/offsets';
import { zeroShotName, type ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import type { CheckpointImport, CheckpointRequest, DetectorInfo, Engine } from '../engine';
import { fakeDetectorFile, readFakeDetector } from './fake-files';
import { fakeDetector } from './fake-model';
import { fakeOffsets } from './fake-offsets';
import { hashText } from './fake-random';

export interface FakeEngineOptions {
  /** Pause between two steps, in milliseconds. */
  readonly stepMilliseconds?: number;
  /** Makes every call of that method reject with the error. */
  readonly failures?: Partial<Record<keyof Engine, EngineErrorRecord>>;
}

/** The detectors of an engine without computation, and the files that they come and go by. */
export class FakeDetectors {
  protected readonly options: FakeEngineOptions;
  protected readonly detectors = new Map<string, DetectorInfo>(
    [fakeDetector('baseline', 'Baseline'), fakeDetector('augmented', 'With offsets')].map((detector) => [
      detector.name,
      detector,
    ]),
  );

  constructor(options: FakeEngineOptions = {}) {
    this.options = options;
  }

  async exportDetector(name: string): Promise<Uint8Array> {
    this.mayFail('exportDetector');
    return fakeDetectorFile(this.detector(name));
  }

  async importDetector(name: string, file: Uint8Array): Promise<DetectorInfo> {
    this.mayFail('importDetector');
    const detector = { ...fakeDetector(name, name), ...(await readFakeDetector(file)) };
    this.detectors.set(name, detector);
    return detector;
  }

  async exportCheckpoint({ detector }: CheckpointRequest): Promise<Uint8Array> {
    this.mayFail('exportCheckpoint');
    return fakeDetectorFile(this.detector(detector ?? 'baseline'));
  }

  async importCheckpoint(name: string, file: Blob): Promise<CheckpointImport> {
    this.mayFail('importCheckpoint');
    const detector = await this.importDetector(name, new Uint8Array(await file.arrayBuffer()));
    return { detector, offsets: await this.loadOffsets(name) };
  }

  async setZeroShot(config: ZeroShotConfig): Promise<DetectorInfo> {
    this.mayFail('setZeroShot');
    const info = { ...fakeDetector(zeroShotName, 'CLIP alone (zero-shot)'), zeroShot: config };
    this.detectors.set(zeroShotName, info);
    return info;
  }

  async removeDetector(name: string): Promise<void> {
    this.mayFail('removeDetector');
    this.detectors.delete(name);
  }

  async loadOffsets(name: string): Promise<Offsets> {
    this.mayFail('loadOffsets');
    return fakeOffsets('an image taken during the day', ['an image taken on a rain night'], hashText(name), 100);
  }

  protected mayFail(method: keyof Engine): void {
    const failure = this.options.failures?.[method];
    if (failure !== undefined) throw CodedError.of(failure);
  }

  protected detector(name: string): DetectorInfo {
    const detector = this.detectors.get(name);
    if (detector !== undefined) return detector;
    throw new CodedError(
      'bad-config',
      `There is no detector “${name}”.`,
      `Choose one of ${[...this.detectors.keys()].join(', ')}.`,
    );
  }
}
