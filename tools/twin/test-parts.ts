import { detectionCalibrationError } from '../../src/metrics/confidence-bins';
import type { CorruptionName } from '../../src/photometrics/corruptions/corruption-names';
import { allConditions, benchmarkDomains, conditionName, sourceDomain } from '../../src/scenes/conditions';
import type { CountedDomain } from './count';
import type { SceneSet } from './scene-cache';
import type { SceneRange, TestScenes, TwinTest } from './twin-run';

export type TestPart = keyof TestScenes;

/** In the order in which they are tested. */
export const testParts = ['validation', 'test', 'others', 'corrupted'] as const satisfies readonly TestPart[];

/** No row is tuned on them; rows that train on some of them are marked in the table. */
export const heldOutCorruptions = [
  'gaussianNoise',
  'shotNoise',
  'defocusBlur',
  'motionBlur',
  'pixelate',
  'jpeg',
] as const satisfies readonly CorruptionName[];

const severity = 3;

/** The thirteen conditions beside the five domains. */
export const otherConditions: readonly string[] = allConditions
  .map(conditionName)
  .filter((name) => !benchmarkDomains.some((domain) => domain.name === name));

/** What a run still lacks of the parts that are asked for: all of one that was tested on other scenes, or before confidence was kept. */
export function missingParts(asked: TestScenes, former: TwinTest | null): readonly TestPart[] {
  return testParts.filter((part) => {
    const wanted = asked[part];
    if (wanted === null) return false;
    const known = former?.tested[part] ?? null;
    return known?.first !== wanted.first || known.count !== wanted.count || !hasConfidence(part, former);
  });
}

function hasConfidence(part: TestPart, run: TwinTest | null): boolean {
  const domains = part === 'validation' ? [run?.validation] : part === 'test' ? (run?.domains ?? []) : [];
  // Files from before it was kept lack it.
  return domains.every((domain) => domain !== undefined && 'confidence' in domain);
}

/** The scenes of a part, one set for each of its results. */
export function setsOf(part: TestPart, range: SceneRange): readonly SceneSet[] {
  switch (part) {
    case 'validation':
      return [{ domain: sourceDomain, split: 'val', ...range }];
    case 'test':
      return benchmarkDomains.map(({ name }): SceneSet => ({ domain: name, split: 'test', ...range }));
    case 'others':
      return otherConditions.map((domain): SceneSet => ({ domain, split: 'test', ...range }));
    case 'corrupted':
      return heldOutCorruptions.map((name): SceneSet => ({
        domain: sourceDomain,
        split: 'test',
        ...range,
        corruption: { name, severity },
      }));
    default:
      return part satisfies never;
  }
}

/** What a part adds to a run. @param counted of each of {@link setsOf} */
export function partResults(part: TestPart, counted: readonly CountedDomain[]): Partial<TwinTest> {
  switch (part) {
    case 'validation':
      return { validation: counted[0]!.result };
    case 'test':
      return {
        domains: counted.map(({ result }) => result),
        matches: Object.fromEntries(counted.map(({ result, matches }) => [result.domain, matches])),
      };
    case 'others':
      return {
        others: counted.map(({ result: { domain, images, map50, confidence } }) => ({
          condition: domain,
          images,
          map50: map50.voc11,
          calibrationError: detectionCalibrationError(confidence),
        })),
      };
    case 'corrupted':
      return {
        corrupted: counted.map(({ result: { images, map50 } }, at) => ({
          corruption: heldOutCorruptions[at]!,
          severity,
          images,
          map50: map50.voc11,
        })),
      };
    default:
      return part satisfies never;
  }
}
