import { describe, expect, test } from 'vitest';
import { CodedError } from '../errors/coded-error';
import { parameterNames, parameters, transformOf } from './parameters';
import { type Policy, policyFile } from './policy';
import { readPolicy } from './read-policy';

const policy: Policy = {
  model: 'a5',
  sourcePrompt: 'an image taken during the day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    {
      text: 'an image taken on a rain night',
      confidence: 0.4,
      transforms: [
        {
          weight: 0.75,
          score: 0.4,
          leastStrength: 0.3,
          transform: { kind: 'photometric', parameters: transformOf({ exposure: 0.2, noise: 0.01, horizon: 0.4 }) },
        },
        {
          weight: 0.25,
          score: null,
          leastStrength: 0,
          transform: { kind: 'corruption', corruption: 'contrast', severity: 3 },
        },
      ],
    },
  ],
};

interface Content {
  [key: string]: unknown;
  prompts: { transforms: Record<string, unknown>[] }[];
}

/** What is said of the file after a change. */
function refusal(change: (content: Content) => void): string {
  const content = JSON.parse(policyFile(policy)) as Content;
  change(content);
  return refusalOf(JSON.stringify(content));
}

function refusalOf(text: string): string {
  try {
    readPolicy(text, 'policy.json');
  } catch (error) {
    if (error instanceof CodedError && error.code === 'bad-config') return error.message;
    throw error;
  }
  return 'none';
}

test('a policy comes back from its file, which names only what a transform changes', () => {
  expect(readPolicy(policyFile(policy), 'policy.json')).toEqual(policy);
  const [first] = (JSON.parse(policyFile(policy)) as Content).prompts[0]!.transforms;
  expect(first!['parameters']).toEqual({ exposure: 0.2, horizon: 0.4, noise: 0.01 });
});

test('scores, least strengths and the model may be left out', () => {
  const content = JSON.parse(policyFile(policy)) as Content;
  delete content['model'];
  const [first] = content.prompts[0]!.transforms;
  delete first!['score'];
  delete first!['leastStrength'];
  const read = readPolicy(JSON.stringify(content), 'policy.json');
  expect(read.model).toBeNull();
  expect(read.prompts[0]!.transforms[0]).toMatchObject({ score: null, leastStrength: 0 });
});

test('a limit itself is within the range, for every parameter', () => {
  for (const end of ['low', 'high'] as const) {
    const limits = Object.fromEntries(parameterNames.map((name) => [name, parameters[name][end]]));
    expect(refusal(({ prompts }) => (prompts[0]!.transforms[0]!['parameters'] = limits))).toBe('none');
  }
});

describe('what is refused, in words', () => {
  const first = ({ prompts }: Content) => prompts[0]!.transforms[0]!;
  test.each<[string, (content: Content) => void, string]>([
    ['another family', (content) => (content['family'] = 'photometrics-2'), 'reads version 1 of "photometrics-1"'],
    ['a newer version', (content) => (content['version'] = 2), 'has version 2 of the family "photometrics-1"'],
    ['no version', (content) => delete content['version'], 'has no version and family'],
    [
      'an unknown parameter',
      (content) => (first(content)['parameters'] = { exposre: 1 }),
      'policy.json, prompts.0.transforms.0.parameters.exposre: there is no parameter "exposre"; the parameters of photometrics-1 are exposure, redGain,',
    ],
    [
      'a value out of its range',
      (content) => (first(content)['parameters'] = { exposure: 9 }),
      'policy.json, prompts.0.transforms.0.parameters.exposure: 9 is not from 0.2 to 5 (factor).',
    ],
    [
      'a value that is no number',
      (content) => (first(content)['parameters'] = { blur: '1' }),
      'parameters.blur: it is no number',
    ],
    ['no parameters', (content) => delete first(content)['parameters'], 'prompts.0.transforms.0.parameters'],
    [
      'an unknown corruption',
      (content) => (content.prompts[0]!.transforms[1]!['corruption'] = 'fog'),
      'there is no corruption "fog"; there are gaussianNoise,',
    ],
    [
      'a severity of 6',
      (content) => (content.prompts[0]!.transforms[1]!['severity'] = 6),
      'a severity is a whole number from 0 to 5, not 6',
    ],
    [
      'weights that sum to 2',
      (content) => (first(content)['weight'] = 1),
      'prompts.0.transforms: its weights sum to 1.25, not to 1',
    ],
    ['a weight below 0', (content) => (first(content)['weight'] = -1), 'prompts.0.transforms.0.weight'],
    ['no transform', ({ prompts }) => (prompts[0]!.transforms = []), 'it lists no transform'],
    ['no prompt', (content) => (content.prompts = []), 'it lists no prompt'],
    ['an unknown law', (content) => (content['strength'] = { law: 'none' }), 'strength.law'],
    ['an unknown key', (content) => (content['colour'] = 1), 'colour'],
  ])('%s', (_, change, said) => {
    expect(refusal(change)).toContain(said);
  });

  test('what is no JSON, and JSON that is no policy', () => {
    expect(refusalOf('{')).toContain('policy.json is no JSON');
    for (const text of ['null', '3', '[]', '"policy"']) expect(refusalOf(text)).toContain('is no policy');
  });
});
