import { allConditions } from './conditions';
import { renderScene } from './render';

/** Scenes a second over `scenes` scenes that go through all conditions; `now` gives milliseconds. */
export function measureRate(scenes: number, now: () => number): number {
  for (const condition of allConditions) renderScene(1, condition);
  const start = now();
  for (let i = 0; i < scenes; i++) {
    const condition = allConditions[i % allConditions.length];
    if (condition !== undefined) renderScene(i, condition);
  }
  return (scenes * 1000) / (now() - start);
}
