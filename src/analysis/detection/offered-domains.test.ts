import { expect, test } from 'vitest';
import { offeredDomains } from './offered-domains';

const benchmark = ['daytime-clear', 'night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'];

test('the benchmark’s domains are always offered, another condition while it is shown', () => {
  expect(offeredDomains(null)).toEqual(benchmark);
  expect(offeredDomains('night-rainy')).toEqual(benchmark);
  expect(offeredDomains('evening-snow')).toEqual([...benchmark, 'evening-snow']);
});
