import type { BenchmarkProtocol, StreetRange } from '../../src/runs/records/benchmark-results';
import { budget } from '../reproduce/rows';

/** With which steps, seeds and streets the table was made, and why with these. */
export function protocolSection({
  steps,
  seeds,
  validation,
  test,
  others,
  corrupted,
}: BenchmarkProtocol): readonly string[] {
  const streets = ({ first, count }: StreetRange) => `${first} to ${first + count - 1}`;
  return [
    '## How it was made',
    [
      `- Every detector starts from the built-in CLIP and is trained for ${steps} steps of ${budget.training.imagesPerStep} images from ${budget.scenes} streets of \`daytime-clear/train\`, in PyTorch ([twin.md](twin.md)), by one recipe ([regime.md](regime.md)). The headroom row alone sees other weathers. The last step is tested; no checkpoint is selected.`,
      `- Seeds ${seeds.join(', ')}; streets ${streets(test)} of \`test\` of each of the five domains, and ${streets(validation)} of \`daytime-clear/val\`.`,
      '- Trials before had seen AP of all five domains, on streets 0 to 199 with seeds 1 to 3. So neither their streets nor their seeds are used here, and the code of this table was written before any number on these streets was seen.',
      ...(others === null ? [] : [`- The other conditions: streets ${streets(others)} of \`test\`.`]),
      ...(corrupted === null ? [] : [`- Corruptions: streets ${streets(corrupted)} of \`daytime-clear/test\`.`]),
      '- Where a row is picked by its AP on unseen weathers, the figure that stands for it has to come from fresh seeds.',
    ].join('\n'),
    'To make it: `npm run twin` with the rows, seeds and streets above and `--results docs/table`, then `npm run table`.',
  ];
}
