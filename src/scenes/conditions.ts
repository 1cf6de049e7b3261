import { timesOfDay, weathers, type Condition } from './types';

/** The five domains of Diverse Weather; `dusk-rainy` is evening rain. */
export const benchmarkDomains = [
  { name: 'daytime-clear', condition: { time: 'day', weather: 'clear' } },
  { name: 'night-clear', condition: { time: 'night', weather: 'clear' } },
  { name: 'dusk-rainy', condition: { time: 'evening', weather: 'rain' } },
  { name: 'night-rainy', condition: { time: 'night', weather: 'rain' } },
  { name: 'daytime-foggy', condition: { time: 'day', weather: 'fog' } },
] as const satisfies readonly { name: string; condition: Condition }[];

/** The name of one of the five benchmark domains. */
export type BenchmarkDomainName = (typeof benchmarkDomains)[number]['name'];

/** The domain that detectors are trained on; all others are unseen. */
export const sourceDomain = 'daytime-clear' satisfies BenchmarkDomainName;

/** All eighteen conditions, times outer, weathers inner. */
export const allConditions: readonly Condition[] = timesOfDay.flatMap((time) =>
  weathers.map((weather): Condition => ({ time, weather })),
);

/** The benchmark's name where it has one (`dusk-rainy`), else `<time>-<weather>` (`evening-snow`). */
export function conditionName(condition: Condition): string {
  const domain = benchmarkDomains.find(
    ({ condition: { time, weather } }) => time === condition.time && weather === condition.weather,
  );
  return domain?.name ?? `${condition.time}-${condition.weather}`;
}

/**
 * The condition of a name that {@link conditionName} gives; the plain `<time>-<weather>` form works for every condition.
 * @returns undefined for an unknown name
 */
export function conditionByName(name: string): Condition | undefined {
  return allConditions.find(
    (condition) => conditionName(condition) === name || `${condition.time}-${condition.weather}` === name,
  );
}
