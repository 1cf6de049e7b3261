import { createOptimisation, type Optimisation, type OptimisationState } from '../../augmentation/optimisation';
import { probeOf } from '../../augmentation/optimisation-cost';
import { protocols } from '../../method/protocol';
import type { OptimisationStep } from '../../augmentation/optimisation-config';
import { CheckpointClock } from '../../runs/checkpoint-policy';
import type { LoadedModel } from '../loaded-model';
import type { OptimisationCall } from '../messages';
import { checkOptimisation } from '../requests';
import type { Handlers } from '../server';
import { StepBatcher } from '../step-batcher';
import { encodeOptimisationSteps } from '../steps-codec';
import { timedSteps } from '../timed-steps';
import type { Workbench } from '../workbench';
import { yieldToMessages } from '../yield';

/** Milliseconds between snapshots of the offsets. */
const snapshotInterval = 1000;

/** Runs of the optimisation step. */
export function optimisationHandlers(bench: Workbench): Pick<Handlers, 'estimateOptimisation' | 'optimise'> {
  return {
    estimateOptimisation: async (call, context) => {
      const { config, images } = call;
      checkOptimisation(config, images);
      const loaded = await bench.models.current();
      // Texts come from their own worker: nobody shall wait for them in the lane.
      await loaded.embedTexts([config.sourcePrompt, ...config.targetPrompts]);
      return bench.lane.courtesy(context.signal, async (signal) => {
        // The model may be another one when the turn comes.
        const model = await bench.models.current();
        const probe = probeOf(model.visualWeights.architecture, config);
        const open = () => openOptimisation(model, { config: probe.config, images });
        const optimisation = await bench.computeLast(signal, open);
        try {
          const measured = await timedSteps(
            config.iterations,
            (work) => bench.computeLast(signal, work),
            () => optimisation.step(),
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

    optimise: (call, { gate, signal, emit }) =>
      bench.lane.job(
        'optimisation',
        () => gate.stopped,
        async () => {
          const { config, images } = call;
          checkOptimisation(config, images);
          const model = await bench.models.current();
          const optimisation = await bench.compute(() => openOptimisation(model, call, call.resumeFrom));
          const batcher = new StepBatcher<OptimisationStep>((steps) => {
            const rows = encodeOptimisationSteps(steps);
            emit({ kind: 'steps', rows }, [rows.values.buffer]);
          });
          let lastSnapshot = performance.now();
          const clock = new CheckpointClock();
          const save = async () => {
            if (!call.checkpoints || clock.idle) return;
            batcher.flush();
            await clock.save(async () =>
              emit({ kind: 'checkpoint', state: await bench.compute(() => optimisation.state()) }),
            );
          };
          try {
            while (optimisation.iteration < config.iterations) {
              if (gate.holds) {
                batcher.flush();
                await save();
              }
              if (!(await gate.next())) break;
              batcher.add(await bench.compute(() => optimisation.step()));
              clock.step();
              const unfinished = optimisation.iteration < config.iterations;
              if (unfinished && (gate.takeSaveWish() || clock.due)) await save();
              if (performance.now() - lastSnapshot >= snapshotInterval) {
                emit({ kind: 'offsets', offsets: await bench.compute(() => optimisation.offsets()) });
                lastSnapshot = performance.now();
              }
              await yieldToMessages();
            }
            signal.throwIfAborted();
            const offsets = await bench.compute(() => optimisation.offsets());
            const { iteration: iterations } = optimisation;
            return { offsets, iterations, stopped: iterations < config.iterations };
          } finally {
            batcher.flush();
            await bench.lane.run(() => optimisation.dispose());
          }
        },
      ),
  };
}

async function openOptimisation(
  model: LoadedModel,
  { config, images }: OptimisationCall,
  resumeFrom: OptimisationState | null = null,
): Promise<Optimisation> {
  const [source, ...targets] = await model.embedTexts([config.sourcePrompt, ...config.targetPrompts]);
  const tower = model.tower(protocols[config.protocol].batchNorm);
  return createOptimisation(tower, { source: source!, targets }, config, images, {
    preprocessing: model.preprocessing,
    ...(resumeFrom ? { resumeFrom } : {}),
  });
}
