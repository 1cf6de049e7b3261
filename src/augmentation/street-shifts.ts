import type { Preprocessing } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { Random } from '../math/random';
import { drawFromPolicy } from '../photometrics/dictionary/draw-from-policy';
import { transformImage } from '../photometrics/image-transform';
import type { Policy } from '../photometrics/policy';
import { conditionByName } from '../scenes/conditions';
import { renderScene } from '../scenes/render';
import { sceneSeed, type SceneSplit } from '../scenes/splits';
import { MeanShift, type ShiftMeasurement } from './mean-shift';
import { OffsetShift } from './offset-shift';
import type { Offsets } from './offsets';

/** The domain on which detectors are trained. */
const sourceCondition = { time: 'day', weather: 'clear' } as const;

/** What built-in streets are moved by. */
export interface StreetMovers {
  /** Names of conditions. */
  readonly conditions: readonly string[];
  /** Each of their prompts moves every street once, by a transform that is drawn as in a training. */
  readonly policies: readonly Policy[];
  readonly offsets: Offsets | null;
}

/** Measures where real weather, policies and offsets move the same streets, in V_a's output and in the embedding. */
export class StreetShifts {
  readonly #split: SceneSplit;
  readonly #movers: StreetMovers;
  /** Policies of one prompt. */
  readonly #prompts: readonly Policy[];
  readonly #changed: MeanShift;
  readonly #augmented: OffsetShift | null;

  constructor(tower: VisualTower, preprocessing: Preprocessing, split: SceneSplit, movers: StreetMovers) {
    const { conditions, policies, offsets } = movers;
    this.#split = split;
    this.#movers = movers;
    this.#prompts = policies.flatMap((policy) => policy.prompts.map((prompt) => ({ ...policy, prompts: [prompt] })));
    this.#changed = new MeanShift(tower, preprocessing, conditions.length + this.#prompts.length);
    this.#augmented = offsets && new OffsetShift(tower, preprocessing, offsets);
  }

  /** One street of the split. */
  async add(index: number): Promise<void> {
    const seed = sceneSeed(this.#split, index);
    const source = renderScene(seed, sourceCondition).image;
    const random = new Random(seed).fork('transforms of policies');
    const inConditions = this.#movers.conditions.map((name) => renderScene(seed, conditionByName(name)!).image);
    const transformed = this.#prompts.map((policy, at) => {
      const drawn = drawFromPolicy(policy, random.fork(at));
      return transformImage(source, drawn.transform, drawn.strength, drawn.seed);
    });
    await this.#changed.add(source, [...inConditions, ...transformed]);
    await this.#augmented?.add(source);
  }

  /** Of the streets so far; at least one. */
  result(): ShiftMeasurement {
    const { conditions, policies } = this.#movers;
    const shifts = this.#changed.shifts();
    let next = conditions.length;
    return {
      ...this.#changed.source(),
      shifts: conditions.map((condition, at) => ({ condition, ...shifts[at]! })),
      policies: policies.map(({ prompts }) => shifts.slice(next, (next += prompts.length))),
      offsets: this.#augmented?.result() ?? null,
    };
  }
}
