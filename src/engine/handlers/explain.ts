import { cancelled } from '../../errors/cancelled';
import { embedAugmented, imagesAtOnce } from '../../augmentation/embed-augmented';
import { explainStep } from '../../augmentation/explain-step';
import { MeanShift } from '../../augmentation/mean-shift';
import { OffsetShift } from '../../augmentation/offset-shift';
import type { RgbImage } from '../../geometry/rgb-image';
import { Random } from '../../math/random';
import { protocols } from '../../method/protocol';
import { drawFromPolicy } from '../../photometrics/dictionary/draw-from-policy';
import { transformImage } from '../../photometrics/image-transform';
import { conditionByName } from '../../scenes/conditions';
import { renderScene } from '../../scenes/render';
import { sceneSeed } from '../../scenes/splits';
import { ProgressMeter, throttled } from '../client/progress';
import { checkImage, checkShifts, checkStep } from '../client/requests';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

/** What the shifts are measured from: the domain on which detectors are trained. */
const sourceCondition = { time: 'day', weather: 'clear' } as const;

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
          const prompts = policies.flatMap((policy) =>
            policy.prompts.map((prompt) => ({ ...policy, prompts: [prompt] })),
          );
          const [meter, augmented] = await bench.compute(() => [
            new MeanShift(model.tower(), model.preprocessing, conditions.length + prompts.length),
            offsets && new OffsetShift(model.tower(), model.preprocessing, offsets),
          ]);
          const progress = new ProgressMeter('Measuring shifts', scenes, 'images');
          const report = throttled(50, emit);
          report(progress.at(0));
          for (let index = 0; index < scenes; index++) {
            const seed = sceneSeed(split, index);
            const source = renderScene(seed, sourceCondition).image;
            const random = new Random(seed).fork('shifts of policies');
            const changed = [
              ...conditions.map((name) => renderScene(seed, conditionByName(name)!).image),
              ...prompts.map((policy, at) => {
                const drawn = drawFromPolicy(policy, random.fork(at));
                return transformImage(source, drawn.transform, drawn.strength, drawn.seed);
              }),
            ];
            await bench.compute(() => meter.add(source, changed));
            if (augmented) await bench.compute(() => augmented.add(source));
            report(progress.at(index + 1), index + 1 === scenes);
            await yieldToMessages();
            signal.throwIfAborted();
          }
          const shifts = meter.shifts();
          const moved = shifts.slice(conditions.length);
          let from = 0;
          return {
            ...meter.source(),
            shifts: conditions.map((condition, at) => ({ condition, ...shifts[at]! })),
            policies: policies.map((policy) => moved.slice(from, (from += policy.prompts.length))),
            offsets: augmented && augmented.result(),
          };
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
