import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { corruptionNames } from './corruptions/corruption-names';
import { corruptions } from './corruptions/corruption-operations';
import { familyVersion, parameterNames, parameters } from './parameters';

const docs = readFileSync(new URL('../../docs/photometrics.md', import.meta.url), 'utf8');
const short = (value: number) => String(Number(value.toFixed(3)));

test('docs/photometrics.md has the parameters of this version', () => {
  expect(docs).toContain(`\`${familyVersion}\``);
  for (const name of parameterNames) {
    const { meaning, unit, low, high, identity, source } = parameters[name];
    expect(docs).toContain(
      `| \`${name}\` | ${meaning} | ${short(low)} to ${short(high)} | ${short(identity)} | ${unit} | ${source} |`,
    );
  }
});

test('docs/photometrics.md has the constants of every corruption', () => {
  for (const name of corruptionNames)
    for (const parameter of corruptions[name].parameters)
      expect(docs).toContain(
        `| \`${name}\` | ${parameter.name} (${parameter.unit}) | ${parameter.values.map(String).join(', ')} |`,
      );
});
