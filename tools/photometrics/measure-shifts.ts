import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embedImages } from '../../src/augmentation/measure-transforms';
import { textDirection } from '../../src/augmentation/text-direction';
import { resizedAndCropped } from '../../src/clip/image/preprocess';
import { alignment, cosineMatrix, withoutMean } from '../../src/math/alignment';
import { Random } from '../../src/math/random';
import { mean } from '../../src/math/statistics';
import { effectiveNumber, transformScores } from '../../src/photometrics/choose-transforms';
import { choiceOfScores, effectiveTransforms } from '../../src/photometrics/dictionary/prompt-choice';
import { embeddingShift } from '../../src/photometrics/embedding-shift';
import { matchedRandomWeights, uniformWeights } from '../../src/photometrics/matched-random';
import { changedParameters, familyVersion } from '../../src/photometrics/parameters';
import { type Condition, conditionOfPrompt } from '../../src/scenes';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { builtinDictionary } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';
import { sourceCondition, streets } from './protocol';

/** Streets of the split `val` behind each real shift. */
const streetsPerShift = 60;
const controlSeeds = 20;

/**
 * How far what text chooses moves images to where real weather is; writes docs/photometric-shifts.json.
 * @param root of the repository
 * @returns the cosines
 */
export async function measureShifts(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const embedded = (condition: Condition) =>
    embedImages(
      model.tower,
      model.preprocessing,
      streets('val', streetsPerShift, condition).map((image) => resizedAndCropped(image, model.preprocessing)),
    );

  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const clearStreets = await embedded(sourceCondition);
  const real: Float32Array[] = [];
  for (const prompt of targetPrompts)
    real.push(embeddingShift(await embedded(conditionOfPrompt(prompt)!), clearStreets));

  const dictionary = await builtinDictionary(root, model);
  const { transforms, measured } = dictionary;
  const shifts = measured.map(({ shift }) => shift);
  const changes = measured.map(({ change }) => change);
  const [source, ...targets] = await model.embedTexts([sourcePrompt, ...targetPrompts]);
  const directions = targets.map((target) => textDirection(source!, target));

  /** Σ_k w_k f_k. */
  function weightedShift(weights: readonly number[]): Float32Array {
    return shifts[0]!.map((_, d) => weights.reduce((sum, weight, k) => sum + weight * shifts[k]![d]!, 0));
  }

  const answers = targetPrompts.map((_, at) => at);
  /** Cosines of one vector a prompt with the real shifts; `apart`, after both sides lost what all prompts share. */
  function against(vectors: readonly Float32Array[]) {
    const found = alignment(cosineMatrix(vectors, real), answers);
    const apart = alignment(cosineMatrix(withoutMean(vectors), withoutMean(real)), answers);
    return {
      own: found.meanDiagonal,
      others: found.meanOffDiagonal,
      right: found.right,
      least: Math.min(...found.rows.map((row) => row!.cosine)),
      apart: apart.meanDiagonal,
    };
  }

  /** One vector for all prompts: nothing tells them apart. */
  function uniformCosines() {
    const { own, least } = against(targetPrompts.map(() => weightedShift(uniformWeights(transforms.length))));
    return { own, least };
  }

  const chosen = (centred: boolean) =>
    directions.map((direction) => choiceOfScores(transformScores(shifts, direction, centred)).weights);
  const centred = chosen(true);
  const matchedSeeds = Array.from({ length: controlSeeds }, (_, control) =>
    against(
      centred.map((weights, prompt) =>
        weightedShift(matchedRandomWeights(weights, changes, new Random(control).fork(prompt))),
      ),
    ),
  );
  const result = {
    family: familyVersion,
    model: model.hash,
    sourceImages: dictionary.identity.imageCount,
    transforms: dictionary.identity.transformCount,
    effective: effectiveTransforms,
    streets: streetsPerShift,
    cosineWithRealShift: {
      textChosen: against(centred.map(weightedShift)),
      textChosenWithoutCentring: against(chosen(false).map(weightedShift)),
      matchedRandom: {
        own: mean(matchedSeeds.map(({ own }) => own)),
        others: mean(matchedSeeds.map(({ others }) => others)),
        apart: mean(matchedSeeds.map(({ apart }) => apart)),
      },
      uniform: uniformCosines(),
      textDirection: against(directions),
    },
    prompts: targetPrompts.map((text, at) => {
      const weights = centred[at]!;
      const scores = transformScores(shifts, directions[at]!);
      const best = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!).slice(0, 4);
      return {
        text,
        uniformCosine: cosineMatrix([weightedShift(uniformWeights(transforms.length))], [real[at]!])[0]![0],
        cosine: cosineMatrix([weightedShift(weights)], [real[at]!])[0]![0],
        effective: effectiveNumber(weights),
        confidence: Math.max(...scores),
        best: best.map((k) => ({
          weight: weights[k],
          score: scores[k],
          parameters: changedParameters(transforms[k]!),
        })),
      };
    }),
  };
  writeFileSync(join(root, 'docs/photometric-shifts.json'), `${JSON.stringify(result, null, 2)}\n`);
  return result.cosineWithRealShift;
}
