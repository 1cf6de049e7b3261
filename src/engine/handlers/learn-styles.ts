import { cancelled } from '../../errors/cancelled';
import { createStyleRun } from '../../augmentation/pin/style-run';
import type { OptimisationStep } from '../../augmentation/optimisation-config';
import { createInterruption } from '../worker/interruption';
import { ProgressMeter } from '../client/progress';
import { checkStyles } from '../client/requests';
import type { Handlers } from '../worker/server';
import { StepBatcher } from '../client/step-batcher';
import { optimisationRows } from '../../runs/records/step-rows';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

/** Runs of PIN. */
export function styleHandlers(bench: Workbench): Pick<Handlers, 'learnStyles'> {
  return {
    learnStyles: async ({ config, images: sent }, { gate, signal, emit }) => {
      const images = bench.images.read(sent);
      return bench.lane.job(
        'styles',
        () => gate.stopped,
        async () => {
          const model = await bench.models.current();
          checkStyles(config, images, model.visualWeights.architecture.resolution);
          const targets = await gate.unlessStopped(model.embedTexts(config.targetPrompts));
          // Styles are of use only when they are whole: who stops before the end has none.
          if (targets === null) throw cancelled();
          const { preprocessing } = model;
          const run = await bench.compute(() =>
            createStyleRun(model.tower(), targets, config, images, { preprocessing }),
          );
          const meter = new ProgressMeter('Learning styles', run.steps, 'steps');
          const report = (done: number) => emit({ kind: 'progress', progress: meter.at(done) });
          const batcher = new StepBatcher<OptimisationStep>((steps) => {
            const rows = optimisationRows(steps);
            emit({ kind: 'steps', rows }, [rows.values.buffer]);
            report(steps.at(-1)!.step + 1);
          });
          report(0);
          const interruption = createInterruption(() => gate.check(), bench.lane);
          let steps = 0;
          const learn = async () => {
            await yieldToMessages();
            while (steps < run.steps) {
              if (gate.holds) batcher.flush();
              if (!(await gate.next())) break;
              batcher.add(await bench.compute(() => run.step(interruption)));
              steps++;
              await yieldToMessages();
            }
          };
          try {
            await gate.untilStopped(learn());
            signal.throwIfAborted();
            if (steps < run.steps) throw cancelled();
            return { styles: await bench.compute(() => run.styles()), steps };
          } finally {
            batcher.flush();
            await bench.lane.run(() => run.dispose());
          }
        },
      );
    },
  };
}
