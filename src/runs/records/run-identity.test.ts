import { expect, it } from 'vitest';
import { detectorNameOfRun, newRunId } from './run-identity';

it('makes ids that are UUIDs of version 4, each another', () => {
  const ids = Array.from({ length: 200 }, newRunId);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
  expect(new Set(ids).size).toBe(200);
});

it('names a detector after its run, once', () => {
  const name = detectorNameOfRun('jitter-further-1', '65030bb0-aaaa-4bbb-8ccc-000000000000');
  expect(name).toBe('jitter-further-1-65030bb0');
  expect(detectorNameOfRun(name, '65030bb0-aaaa-4bbb-8ccc-000000000000')).toBe(name);
  expect(detectorNameOfRun(`${name}-2`, '65030bb0-aaaa-4bbb-8ccc-000000000000')).toBe(`${name}-2`);
  expect(detectorNameOfRun('jitter-further-1', '75030bb0-aaaa-4bbb-8ccc-000000000000')).not.toBe(name);
});
