import {
  type DictionaryRequest,
  DictionaryRun,
  dictionaryIdentity,
  dictionaryStart,
} from '../../augmentation/dictionary-run';
import { dictionaryProbe } from '../../augmentation/dictionary-cost';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { neutralPrompts } from '../../photometrics/dictionary/neutral-prompts';
import { CheckpointClock } from '../../runs/shelf/checkpoint-policy';
import { ProgressMeter } from '../client/progress';
import { checkDictionary } from '../client/requests';
import { createInterruption } from '../worker/interruption';
import type { Handlers } from '../worker/server';
import { timedSteps } from '../worker/timed-steps';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

type DictionaryCalls = 'estimateDictionary' | 'measureDictionary' | 'loadDictionary';

/** What photometric transforms do to source images, in the embedding of the model. */
export function dictionaryHandlers(bench: Workbench): Pick<Handlers, DictionaryCalls> {
  return {
    loadDictionary: async (name) => (await bench.models.current()).loadDictionary(name),

    estimateDictionary: async ({ images: sent, ...rest }, context) => {
      const request: DictionaryRequest = { ...rest, images: bench.images.read(sent) };
      checkDictionary(request);
      return bench.lane.courtesy(context.signal, async (signal) => {
        const model = await bench.models.current();
        const probe = dictionaryProbe(model.visualWeights.architecture, request.images);
        const identity = dictionaryIdentity(
          { ...request, images: probe.images },
          model.bundle.hash,
          model.preprocessing,
        );
        const interruption = createInterruption(() => signal.throwIfAborted(), bench.lane);
        const run = await bench.computeLast(signal, () =>
          DictionaryRun.open(
            model.tower(),
            model.preprocessing,
            probe,
            dictionaryStart({ ...identity, transformCount: 2 }, [], null),
            interruption,
          ),
        );
        const measured = await timedSteps(
          request.transformCount,
          (work) => bench.computeLast(signal, work),
          () => run.step(interruption),
        );
        return {
          secondsPerStep: measured.secondsPerStep * probe.factor,
          seconds: measured.seconds * probe.factor,
        };
      });
    },

    measureDictionary: async ({ resumeFrom, parts, images: sent, ...rest }, { gate, signal, emit }) => {
      const request: DictionaryRequest = { ...rest, images: bench.images.read(sent) };
      return bench.lane.job(
        'dictionary',
        () => gate.stopped,
        async () => {
          checkDictionary(request);
          const model = await bench.models.current();
          const { preprocessing } = model;
          const identity = dictionaryIdentity(request, model.bundle.hash, preprocessing);
          const before = dictionaryStart(identity, resumeFrom?.neutralTexts ?? [], resumeFrom);
          const meter = new ProgressMeter('Measuring transforms', request.transformCount, 'transforms');
          const report = (done: number) => emit({ kind: 'progress', progress: meter.at(done) });
          report(before.measured.length);
          const texts = await gate.unlessStopped(neutralTexts(before, (prompts) => model.embedTexts(prompts)));
          if (texts === null) {
            signal.throwIfAborted();
            return before;
          }
          const start = dictionaryStart(identity, texts, resumeFrom);
          const interruption = createInterruption(() => gate.check(), bench.lane);
          const clock = new CheckpointClock();
          let reached = start;
          const measure = async () => {
            await yieldToMessages();
            const run = await bench.compute(() =>
              DictionaryRun.open(model.tower(), preprocessing, request, start, interruption),
            );
            const save = async () => {
              if (parts && !clock.idle) await clock.save(async () => emit({ kind: 'part', part: reached }));
            };
            while (!run.isWhole) {
              if (gate.holds) await save();
              if (!(await gate.next())) return;
              await bench.compute(() => run.step(interruption));
              reached = run.dictionary();
              clock.step();
              report(run.done);
              if (!run.isWhole && (gate.takeSaveWish() || clock.due)) await save();
              await yieldToMessages();
            }
          };
          await gate.untilStopped(measure());
          signal.throwIfAborted();
          return reached;
        },
      );
    },
  };
}

/** Those of the part that the measurement goes on from, where it has them. */
async function neutralTexts(
  { neutralTexts: known }: PhotometricDictionary,
  embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>,
): Promise<readonly Float32Array[]> {
  return known.length > 0 ? known : embed(neutralPrompts);
}
