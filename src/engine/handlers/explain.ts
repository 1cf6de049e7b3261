import { cancelled } from '../../errors/cancelled';
import { embedAugmented, imagesAtOnce } from '../../augmentation/embed-augmented';
import { explainStep } from '../../augmentation/explain-step';
import { StreetShifts } from '../../augmentation/street-shifts';
import type { RgbImage } from '../../geometry/rgb-image';
import { protocols } from '../../method/protocol';
import { ProgressMeter, throttled } from '../client/progress';
import { checkImage, checkShifts, checkStep } from '../client/requests';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

type ExplainCalls = 'measureShifts' | 'embedAugmented' | 'explainStep';

/** Why the offsets do what they do: true shifts, embeddings before and after, a step in slow motion. */
export function explainHandlers(bench: Workbench): Pick<Handlers, ExplainCalls> {
  return {
    measureShifts: (request, { signal, emit }) =>
      bench.lane.job(
        'measurement',
        () => signal.aborted,
        async () => {
          checkShifts(request);
          const { conditions, scenes, split, policies = [], offsets = null } = request;
          const model = await bench.models.current();
          const meter = await bench.compute(
            () => new StreetShifts(model.tower(), model.preprocessing, split, { conditions, policies, offsets }),
          );
          const progress = new ProgressMeter('Measuring shifts', scenes, 'images');
          const report = throttled(50, emit);
          report(progress.at(0));
          for (let index = 0; index < scenes; index++) {
            await bench.compute(() => meter.add(index));
            report(progress.at(index + 1), index + 1 === scenes);
            await yieldToMessages();
            signal.throwIfAborted();
          }
          return meter.result();
        },
      ),

    embedAugmented: async ({ images: sent, offsets }, { signal, emit }) => {
      const images = bench.images.read(sent);
      images.forEach(checkImage);
      const model = await bench.models.current();
      const progress = new ProgressMeter('Embedding images', images.length, 'images');
      const original: Float32Array[] = [];
      const augmented: Float32Array[][] = offsets.targetPrompts.map(() => []);
      while (original.length < images.length) {
        const part = await bench.compute(async () => {
          signal.throwIfAborted();
          // Between two pieces another model may have come.
          if ((await bench.models.current()) !== model) throw cancelled();
          const tower = model.tower();
          const from = original.length;
          const batch = images.slice(from, from + imagesAtOnce(tower, augmented.length));
          return embedAugmented(tower, batch, offsets, model.preprocessing);
        });
        original.push(...part.original);
        part.augmented.forEach((row, target) => augmented[target]!.push(...row));
        emit(progress.at(original.length));
        await yieldToMessages();
      }
      return { original, augmented };
    },

    explainStep: async ({ crop: sent, ...rest }) => {
      const [crop] = bench.images.read([sent]) as [RgbImage];
      checkStep({ ...rest, crop });
      const { protocol, sourcePrompt, targetPrompt, learningRate, l1Weight, state } = rest;
      const model = await bench.models.current();
      const [source, target] = (await model.embedTexts([sourcePrompt, targetPrompt])) as [Float32Array, Float32Array];
      return bench.compute(async () => {
        if ((await bench.models.current()) !== model) throw cancelled();
        const tower = model.tower(protocols[protocol].batchNorm);
        return explainStep(
          tower,
          { protocol, source, target, crop, learningRate, l1Weight, state },
          model.preprocessing,
        );
      });
    },
  };
}
