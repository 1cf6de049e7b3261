import { type Check, holds, type Tell } from './group';
import { largestRatio } from './goldens';
import { rawDetections, runOptimisation, runTraining } from './in-engine';
import type { Session } from './session';
import { optimisationOf, optimisedScenes, trainingOf } from './work';

/** The same work twice gives the same numbers: no kernel on our paths sums in a changing order. */
export async function determinism(session: Session, tell: Tell): Promise<void> {
  const { repeated } = session.size;
  const optimise = async () =>
    (await runOptimisation(session, optimisationOf(session, repeated.iterations), optimisedScenes)).losses;
  const train = async () => (await runTraining(session, trainingOf(session, repeated.trainingSteps))).losses;
  const detect = async () => {
    const { scores, boxes } = await rawDetections(session, 'baseline', 0);
    return [...scores, ...boxes];
  };
  const twice = async (name: string, work: () => Promise<readonly number[]>) => {
    tell.begin(name);
    tell.check(alike(name, await work(), await work()));
  };
  await twice(`L_opt, ${repeated.iterations} iterations`, optimise);
  await twice('raw scores and boxes of one image', detect);
  await twice(`training loss, ${repeated.trainingSteps} steps`, train);
}

export function alike(name: string, first: readonly number[], second: readonly number[]): Check {
  const differing = first.filter((value, i) => value !== second[i]).length + Math.abs(first.length - second.length);
  const measured =
    differing === 0
      ? `${first.length} values are equal`
      : `${differing} of ${first.length} differ, by up to ${largestRatio(second, first).toExponential(1)} relative`;
  return holds(name, first.length > 0 && differing === 0, measured, 'equal bit for bit');
}
