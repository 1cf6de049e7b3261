import { checkPrompt } from '../../method/check-prompt';
import { CodedError } from '../../errors/coded-error';
import { cancelled } from '../../errors/cancelled';
import type { EngineErrorRecord } from '../../errors/areas';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { StyleConfig } from '../../augmentation/pin/style-config';
import type { Styles } from '../../augmentation/pin/styles';
import type { RawDetections } from '../../geometry/detections';
import type { RgbImage } from '../../geometry/rgb-image';
import { add, normalise } from '../../math/vector';
import type { BackendChoice, BackendStatus } from '../../tensor/backend';
import { optimisationRows, trainingRows } from '../../runs/records/step-rows';
import { CheckpointClock } from '../../runs/shelf/checkpoint-policy';
import type {
  AugmentedEmbeddingRequest,
  AugmentedEmbeddings,
  CopyEstimate,
  CopyReport,
  CopyRequest,
  CopyTarget,
  DataSetDescription,
  DataSetDescriptionRequest,
  DataSetFiles,
  DataSetImage,
  DataSetImageRequest,
  DataSetInfo,
  DetectRequest,
  DictionaryRequest,
  Engine,
  Estimate,
  EstimateOptions,
  EvaluationOptions,
  EvaluationRequest,
  Job,
  ModelCheck,
  ModelInfo,
  ModelSource,
  OptimisationResult,
  Progress,
  ShiftMeasurement,
  ShiftRequest,
  StepExplanation,
  StepPicture,
  StepPicturesRequest,
  StepRequest,
  StyleResult,
  TextEmbedding,
  TrainingRequest,
  TrainingResult,
  WorkOptions,
} from '../engine';
import { DataSetRegistry } from '../images/data-set-registry';
import { toErrorRecord } from '../error-record';
import { fakeOptimisationState, fakeOptimisationStep, fakeTrainingStep } from './fake-curves';
import { FakeDetectors } from './fake-detectors';
import { FakeCopies } from './fake-copies';
import { fakeDetections } from './fake-detections';
import { fakeBackendStatus, fakeDetector, fakeEmbeddingDim, fakeGrid, fakeModelInfo } from './fake-model';
import { fakeEvaluation } from './fake-evaluation';
import { fakeOffsets } from './fake-offsets';
import { fakeRandom, fakeTextEmbedding, fakeUnitVector, hashText } from './fake-random';
import { fakeShifts, fakeStep } from './fake-explanations';
import { fakeCheckpoint, fakeDetectorFile, readFakeCheckpoint } from './fake-files';
import { ProgressMeter } from '../client/progress';
import {
  checkEvaluation,
  checkOptimisation,
  checkShifts,
  checkStep,
  checkStepPictures,
  checkStyles,
  checkTraining,
} from '../client/requests';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { StepGate } from '../worker/step-gate';

/** An engine without any computation for tests and development of views: same requests, same answers, nothing real in them. */
export class FakeEngine extends FakeDetectors implements Engine {
  /** Real ones: only their pictures are not. */
  readonly #dataSets = new DataSetRegistry((file) => this.decodeImage(file));
  readonly #copies = new FakeCopies(this.#dataSets, (file) => this.decodeImage(file));
  readonly #listeners = new Set<(error: EngineErrorRecord) => void>();

  /** Reports trouble, as if the device were lost. */
  reportTrouble(error: EngineErrorRecord): void {
    for (const listener of this.#listeners) listener(error);
  }

  async setBackend(choice: BackendChoice): Promise<BackendStatus> {
    this.mayFail('setBackend');
    return fakeBackendStatus(choice);
  }

  async loadModel(_source: ModelSource, options: WorkOptions = {}): Promise<ModelInfo> {
    await this.#progress(options, 'Reading model', 10, 'bytes', 100_000);
    this.mayFail('loadModel');
    return fakeModelInfo([...this.detectors.values()]);
  }

  async repairGelu(): Promise<ModelInfo> {
    this.mayFail('repairGelu');
    const info = fakeModelInfo([...this.detectors.values()]);
    return { ...info, text: { ...info.text, origin: 'repaired' } };
  }

  async checkModel(): Promise<ModelCheck> {
    this.mayFail('checkModel');
    return { kind: 'no-graph' };
  }

  async embedText(texts: readonly string[]): Promise<readonly TextEmbedding[]> {
    this.mayFail('embedText');
    texts.forEach(checkPrompt);
    return texts.map((text) => ({
      text,
      tokens: [598, ...text.split(/\s+/u).map((word) => hashText(word) % 598), 599],
      embedding: fakeTextEmbedding(text, fakeEmbeddingDim),
    }));
  }

  async embedImages(images: readonly RgbImage[]): Promise<readonly Float32Array[]> {
    this.mayFail('embedImages');
    return images.map((image) => fakeUnitVector(image.data.length + (image.data[0] ?? 0), fakeEmbeddingDim));
  }

  async sceneHash(seed: number): Promise<number> {
    return seed;
  }

  /** Any file whose type says image becomes a gradient of 96 × 64 pixels. */
  async decodeImage(file: Blob): Promise<RgbImage> {
    this.mayFail('decodeImage');
    if (!file.type.startsWith('image/')) {
      throw new CodedError(
        'image-unreadable',
        'This file is no image that the browser can read.',
        'Use PNG, JPEG or WebP.',
      );
    }
    const [width, height] = [96, 64];
    const data = Uint8Array.from(
      { length: width * height * 3 },
      (_, i) => (Math.floor(i / 3) % width) * 2 + (i % 3) * 20 + (file.size % 16),
    );
    return { width, height, data };
  }

  async openDataSet(source: DataSetFiles, { signal }: WorkOptions = {}): Promise<DataSetInfo> {
    this.mayFail('openDataSet');
    try {
      return await this.#dataSets.open(source, signal ? { signal } : {});
    } catch (error) {
      throw CodedError.of(toErrorRecord(error));
    }
  }

  async closeDataSet(id: string): Promise<void> {
    this.#dataSets.close(id);
  }

  async dataSetImage({ dataSet, part, index, count }: DataSetImageRequest): Promise<DataSetImage> {
    this.mayFail('dataSetImage');
    const open = this.#dataSets.part(dataSet, dataSet, part);
    const { image } = await this.#dataSets.images(open, [], { purpose: 'evaluate', count }).at(index);
    return { path: this.#dataSets.path(open, index, count), image };
  }

  async describeDataSet(request: DataSetDescriptionRequest): Promise<DataSetDescription> {
    this.mayFail('describeDataSet');
    return this.#dataSets.describe(request);
  }

  async estimateCopies(request: CopyRequest): Promise<CopyEstimate> {
    this.mayFail('estimateCopies');
    return this.#copies.estimate(request);
  }

  async copyDataSet(request: CopyRequest, target: CopyTarget): Promise<CopyReport> {
    this.mayFail('copyDataSet');
    return this.#copies.copy(request, target);
  }

  async estimateOptimisation(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    { signal }: EstimateOptions = {},
  ): Promise<Estimate> {
    this.mayFail('estimateOptimisation');
    if (signal?.aborted) throw cancelled();
    checkOptimisation(config, images);
    return { secondsPerStep: 0.05, seconds: 0.05 * config.iterations };
  }

  optimise(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options: Parameters<Engine['optimise']>[2],
  ): Job<OptimisationResult> {
    const clock = new CheckpointClock();
    const prepare = async () => {
      this.mayFail('optimise');
      checkOptimisation(config, images);
      return options.resumeFrom?.iteration ?? 0;
    };
    const save = (iteration: number) => {
      if (clock.idle) return;
      void clock.save(async () => options.onCheckpoint?.(fakeOptimisationState(iteration, config)));
    };
    const iterate = (step: number) => {
      clock.step();
      options.onSteps(optimisationRows([fakeOptimisationStep(step, config.targetPrompts.length, config.seed)]));
      if (step % 20 === 0)
        options.onOffsets?.(fakeOffsets(config.sourcePrompt, config.targetPrompts, config.seed, step + 1));
      if (clock.due) save(step + 1);
    };
    const finish = (iterations: number, stopped: boolean) => ({
      offsets: fakeOffsets(config.sourcePrompt, config.targetPrompts, config.seed, iterations),
      iterations,
      stopped,
    });
    return this.#job(prepare, config.iterations, iterate, finish, save);
  }

  learnStyles(
    config: StyleConfig,
    images: readonly RgbImage[],
    options: Parameters<Engine['learnStyles']>[2],
  ): Job<StyleResult> {
    const prepare = async () => {
      this.mayFail('learnStyles');
      checkStyles(config, images, fakeGrid.height * 16);
      return 0;
    };
    const steps = Math.ceil(config.crops / config.cropsPerBatch) * config.iterations;
    const meter = new ProgressMeter('Learning styles', steps, 'steps');
    const iterate = (step: number) => {
      options.onSteps?.(optimisationRows([fakeOptimisationStep(step, config.targetPrompts.length, config.seed)]));
      options.onProgress?.(meter.at(step + 1));
    };
    return this.#job(prepare, steps, iterate, (done, stopped) => {
      if (stopped) throw cancelled();
      const size = config.targetPrompts.length * config.crops * fakeGrid.channels;
      const random = fakeRandom(config.seed);
      const styles: Styles = {
        targetPrompts: config.targetPrompts,
        stylesPerPrompt: config.crops,
        channels: fakeGrid.channels,
        means: Float32Array.from({ length: size }, random),
        deviations: Float32Array.from({ length: size }, random),
      };
      return { styles, steps: done };
    });
  }

  async estimateTraining(request: TrainingRequest, { signal }: EstimateOptions = {}): Promise<Estimate> {
    this.mayFail('estimateTraining');
    if (signal?.aborted) throw cancelled();
    checkTraining(request);
    return { secondsPerStep: 0.2, seconds: 0.2 * request.config.steps };
  }

  /** Grey pictures. */
  async stepPictures(request: StepPicturesRequest): Promise<readonly StepPicture[]> {
    this.mayFail('stepPictures');
    checkStepPictures(request);
    return Array.from({ length: request.count }, (_, at): StepPicture => ({
      step: request.from + at,
      image: { width: 8, height: 8, data: new Uint8Array(192).fill(128) },
      flip: at % 2 === 1,
      change: { kind: 'none' },
    }));
  }

  train(request: TrainingRequest, options: Parameters<Engine['train']>[1]): Job<TrainingResult> {
    const { config } = request;
    const random = fakeRandom(config.seed);
    const clock = new CheckpointClock();
    const { checkpointEvery } = options;
    const prepare = async () => {
      this.mayFail('train');
      checkTraining(request);
      return request.start.kind === 'checkpoint' ? readFakeCheckpoint(request.start.checkpoint) : 0;
    };
    const save = (steps: number) => {
      if (checkpointEvery === undefined || clock.idle) return;
      void clock.save(async () => options.onCheckpoint?.(fakeCheckpoint(steps), steps));
    };
    const iterate = (step: number) => {
      clock.step();
      const augmented = random() < config.augmentationProbability;
      options.onSteps(trainingRows([fakeTrainingStep(step, augmented, config.learningRate, config.seed)]));
      if (options.validation && ((step + 1) % options.validation.every === 0 || step + 1 === config.steps)) {
        options.onValidation?.({ steps: step + 1, map50: 0.6 * (1 - 0.98 ** (step + 1)) });
      }
      if (checkpointEvery === 'timed' ? clock.due : (step + 1) % (checkpointEvery ?? Infinity) === 0) save(step + 1);
    };
    const finish = (steps: number, stopped: boolean) => {
      if (stopped) save(steps);
      const detector = fakeDetector(request.name, request.title);
      this.detectors.set(request.name, detector);
      const file = new Blob([fakeDetectorFile(detector) as Uint8Array<ArrayBuffer>]);
      return { detector, file, steps, stopped };
    };
    return this.#job(prepare, config.steps, iterate, finish, save);
  }

  async detect(image: RgbImage, request: DetectRequest): Promise<RawDetections> {
    this.mayFail('detect');
    this.detector(request.detector);
    const sure = request.detector === 'baseline' ? 0.6 : 0.95;
    return fakeDetections(image, hashText(request.detector), request.featureOffset === null ? sure : sure * 0.9);
  }

  async evaluate(request: EvaluationRequest, options: EvaluationOptions = {}): Promise<void> {
    this.mayFail('evaluate');
    checkEvaluation(request);
    const detector = this.detector(request.detector);
    return fakeEvaluation(request, detector, this.#dataSets, options, () => this.#pause());
  }

  async measureShifts(request: ShiftRequest, options: WorkOptions = {}): Promise<ShiftMeasurement> {
    this.mayFail('measureShifts');
    checkShifts(request);
    await this.#progress(options, 'Measuring shifts', request.scenes, 'images', 1);
    return fakeShifts(request);
  }

  /** An image moves by the mean of its offset, whatever its position. */
  async embedAugmented(
    { images, offsets }: AugmentedEmbeddingRequest,
    options: WorkOptions = {},
  ): Promise<AugmentedEmbeddings> {
    this.mayFail('embedAugmented');
    if (options.signal?.aborted) throw cancelled();
    const original = await this.embedImages(images);
    const augmented = offsets.targetPrompts.map((prompt) =>
      original.map((z) => normalise(add(z, fakeTextEmbedding(prompt, fakeEmbeddingDim)))),
    );
    return { original, augmented };
  }

  async explainStep(request: StepRequest): Promise<StepExplanation> {
    this.mayFail('explainStep');
    checkStep(request);
    return fakeStep(request);
  }

  async loadDictionary(): Promise<PhotometricDictionary> {
    this.mayFail('loadDictionary');
    return exampleDictionary(240, fakeEmbeddingDim);
  }

  async estimateDictionary({ transformCount }: DictionaryRequest): Promise<Estimate> {
    this.mayFail('estimateDictionary');
    return { secondsPerStep: 1, seconds: transformCount };
  }

  measureDictionary(
    { transformCount, seed }: DictionaryRequest,
    options: Parameters<Engine['measureDictionary']>[1] = {},
  ): Job<PhotometricDictionary> {
    const whole = exampleDictionary(transformCount, fakeEmbeddingDim, seed);
    const part = (done: number) => ({ ...whole, measured: whole.measured.slice(0, done) });
    const meter = new ProgressMeter('Measuring transforms', transformCount, 'transforms');
    const prepare = async () => {
      this.mayFail('measureDictionary');
      return options.resumeFrom?.measured.length ?? 0;
    };
    const iterate = (step: number) => options.onProgress?.(meter.at(step + 1));
    const save = (done: number) => options.onPart?.(part(done));
    return this.#job(prepare, transformCount, iterate, part, save);
  }

  onTrouble(listener: (error: EngineErrorRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#listeners.clear();
  }

  async #progress(
    options: WorkOptions,
    stage: string,
    count: number,
    unit: Progress['unit'],
    scale: number,
  ): Promise<void> {
    const meter = new ProgressMeter(stage, count * scale, unit);
    for (let done = 0; done <= count; done++) {
      if (options.signal?.aborted) {
        throw cancelled();
      }
      options.onProgress?.(meter.at(done * scale));
      if (done < count) await this.#pause();
    }
  }

  #job<Result>(
    /** Gives the step to begin with. */
    prepare: () => Promise<number>,
    iterations: number,
    iterate: (step: number) => void,
    finish: (iterations: number, stopped: boolean) => Result,
    /** Gives a checkpoint, where the run is paused and where one is asked for. */
    save: (iterations: number) => void = () => undefined,
  ): Job<Result> {
    const gate = new StepGate();
    const work = async () => {
      await this.#pause();
      let step = await prepare();
      while (step < iterations) {
        if (gate.holds) save(step);
        if (!(await gate.next())) break;
        iterate(step++);
        if (gate.takeSaveWish()) save(step);
        await this.#pause();
      }
      return finish(step, step < iterations);
    };
    return {
      pause: () => gate.control('pause'),
      resume: () => gate.control('resume'),
      step: () => gate.control('step'),
      save: () => gate.control('save'),
      stop: () => gate.control('stop'),
      result: work(),
    };
  }

  async #pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.options.stepMilliseconds ?? 0));
  }
}
