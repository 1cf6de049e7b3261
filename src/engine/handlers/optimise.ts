import { createOptimisation, type Optimisation, type OptimisationState } from '../../augmentation/optimisation';
import { probeOf } from '../../augmentation/optimisation-cost';
import { protocols } from '../../method/protocol';
import type { Offsets } from '../../augmentation/offsets';
import type { OptimisationConfig, OptimisationStep } from '../../augmentation/optimisation-config';
import { CheckpointClock } from '../../runs/shelf/checkpoint-policy';
import type { LoadedModel } from '../model/loaded-model';
import type { RgbImage } from '../../geometry/rgb-image';
import { checkOptimisation } from '../client/requests';
import type { Handlers } from '../worker/server';
import { createInterruption } from '../worker/interruption';
import { StepBatcher } from '../client/step-batcher';
import { optimisationRows } from '../../runs/records/step-rows';
import { timedSteps } from '../worker/timed-steps';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

/** Milliseconds between snapshots of the offsets. */
const snapshotInterval = 1000;

/** Runs of the optimisation step. */
export function optimisationHandlers(bench: Workbench): Pick<Handlers, 'estimateOptimisation' | 'optimise'> {
  return {
    estimateOptimisation: async (call, context) => {
      const { config } = call;
      const images = bench.images.read(call.images);
      checkOptimisation(config, images);
      const loaded = await bench.models.current();
      // Texts come from their own worker: nobody shall wait for them in the lane.
      await loaded.embedTexts([config.sourcePrompt, ...config.targetPrompts]);
      return bench.lane.courtesy(context.signal, async (signal) => {
        // The model may be another one when the turn comes.
        const model = await bench.models.current();
        const probe = probeOf(model.visualWeights.architecture, config);
        const texts = await model.embedTexts([config.sourcePrompt, ...config.targetPrompts]);
        const open = () => openOptimisation(model, { config: probe.config, images }, texts);
        const optimisation = await bench.computeLast(signal, open);
        const interruption = createInterruption(() => signal.throwIfAborted(), bench.lane);
        try {
          const measured = await timedSteps(
            config.iterations,
            (work) => bench.computeLast(signal, work),
            () => optimisation.step(interruption),
          );
          return {
            secondsPerStep: measured.secondsPerStep * probe.factor,
            seconds: measured.seconds * probe.factor,
          };
        } finally {
          await bench.lane.run(() => optimisation.dispose());
        }
      });
    },

    optimise: async (call, { gate, signal, emit }) => {
      if (call.single) gate.control('step');
      const images = bench.images.read(call.images);
      return bench.lane.job(
        'optimisation',
        () => gate.stopped,
        async () => {
          const { config } = call;
          checkOptimisation(config, images);
          const model = await bench.models.current();
          const texts = await gate.unlessStopped(model.embedTexts([config.sourcePrompt, ...config.targetPrompts]));
          if (texts === null) {
            signal.throwIfAborted();
            const done = call.resumeFrom?.iteration ?? 0;
            return { offsets: offsetsAtStart(model, config, call.resumeFrom), iterations: done, stopped: true };
          }
          const optimisation = await bench.compute(() =>
            openOptimisation(model, { config, images }, texts, call.resumeFrom),
          );
          const interruption = createInterruption(() => gate.check(), bench.lane);
          const batcher = new StepBatcher<OptimisationStep>((steps) => {
            const rows = optimisationRows(steps);
            emit({ kind: 'steps', rows }, [rows.values.buffer]);
          });
          const clock = new CheckpointClock();
          const save = async () => {
            if (!call.checkpoints || clock.idle) return;
            batcher.flush();
            await clock.save(async () =>
              emit({ kind: 'checkpoint', state: await bench.compute(() => optimisation.state()) }),
            );
          };
          /** As many iterations as the gate lets through. An iteration that is ended early has not happened. */
          const iterate = async () => {
            let lastSnapshot = performance.now();
            // A step that was asked for together with the run is the first one, not the second.
            await yieldToMessages();
            while (optimisation.iteration < config.iterations) {
              if (gate.holds) {
                batcher.flush();
                await save();
              }
              if (!(await gate.next())) break;
              batcher.add(await bench.compute(() => optimisation.step(interruption)));
              clock.step();
              const unfinished = optimisation.iteration < config.iterations;
              if (unfinished && (gate.takeSaveWish() || clock.due)) await save();
              if (performance.now() - lastSnapshot >= snapshotInterval) {
                emit({ kind: 'offsets', offsets: await bench.compute(() => optimisation.offsets()) });
                lastSnapshot = performance.now();
              }
              await yieldToMessages();
            }
          };
          try {
            await gate.untilStopped(iterate());
            signal.throwIfAborted();
            const offsets = await bench.compute(() => optimisation.offsets());
            const { iteration: iterations } = optimisation;
            return { offsets, iterations, stopped: iterations < config.iterations };
          } finally {
            batcher.flush();
            await bench.lane.run(() => optimisation.dispose());
          }
        },
      );
    },
  };
}

/** A of a run that was stopped before it began: zeros, or where it was to go on from. */
function offsetsAtStart(
  model: LoadedModel,
  { sourcePrompt, targetPrompts }: OptimisationConfig,
  resumeFrom: OptimisationState | null,
): Offsets {
  const { grid, featureChannels: channels } = model.visualWeights.architecture;
  const cells = grid * grid;
  const values = new Float32Array(targetPrompts.length * channels * cells);
  // The state has the channels last, offsets have them before the cells.
  resumeFrom?.offsets.forEach((value, at) => {
    const target = Math.floor(at / (cells * channels));
    const cell = Math.floor(at / channels) % cells;
    values[(target * channels + (at % channels)) * cells + cell] = value;
  });
  return { sourcePrompt, targetPrompts, channels, height: grid, width: grid, values };
}

/** @param texts embeddings of the source prompt and the targets */
function openOptimisation(
  model: LoadedModel,
  { config, images }: { readonly config: OptimisationConfig; readonly images: readonly RgbImage[] },
  [source, ...targets]: readonly Float32Array[],
  resumeFrom: OptimisationState | null = null,
): Optimisation {
  const tower = model.tower(protocols[config.protocol].batchNorm);
  return createOptimisation(tower, { source: source!, targets }, config, images, {
    preprocessing: model.preprocessing,
    ...(resumeFrom ? { resumeFrom } : {}),
  });
}
