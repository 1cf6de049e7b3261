import * as v from 'valibot';
import { CodedError } from '../errors/coded-error';
import { corruptionNames, severities } from './corruptions/corruption-names';
import { familyVersion, type ParameterName, parameterNames, parameters, transformOf } from './parameters';
import { type Policy, policyVersion, strengthLaws } from './policy';

/** Largest sum of weights, away from 1, that rounding in a file can leave. */
const weightTolerance = 1e-3;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const score = v.nullish(v.pipe(v.number(), v.finite()), null);

const parameterValue = (name: ParameterName) => {
  const { low, high, unit } = parameters[name];
  return v.exactOptional(
    v.pipe(
      v.number('it is no number'),
      v.check(
        (value) => value >= low && value <= high,
        ({ input }) => `${input} is not from ${low} to ${high} (${unit})`,
      ),
    ),
  );
};

const parameterValues = Object.fromEntries(parameterNames.map((name) => [name, parameterValue(name)])) as Record<
  ParameterName,
  ReturnType<typeof parameterValue>
>;

const choice = { weight: share, score, leastStrength: v.optional(share, 0) };

const photometric = v.pipe(
  v.strictObject({
    ...choice,
    parameters: v.strictObject(parameterValues, (issue) =>
      issue.expected === 'never'
        ? `there is no parameter ${issue.received}; the parameters of ${familyVersion} are ${parameterNames.join(', ')}`
        : 'its parameters are no object',
    ),
  }),
  v.transform(({ parameters: changed, ...rest }) => ({
    ...rest,
    transform: { kind: 'photometric' as const, parameters: transformOf(changed) },
  })),
);

const corruption = v.pipe(
  v.strictObject({
    ...choice,
    corruption: v.picklist(
      corruptionNames,
      ({ received }) => `there is no corruption ${received}; there are ${corruptionNames.join(', ')}`,
    ),
    severity: v.picklist(severities, ({ received }) => `a severity is a whole number from 0 to 5, not ${received}`),
  }),
  v.transform(({ corruption: name, severity, ...rest }) => ({
    ...rest,
    transform: { kind: 'corruption' as const, corruption: name, severity },
  })),
);

const weighted = v.lazy((record) => (isCorruption(record) ? corruption : photometric));

const prompt = v.strictObject({
  text: v.string(),
  confidence: score,
  transforms: v.pipe(
    v.array(weighted),
    v.minLength(1, 'it lists no transform'),
    v.check(
      (transforms) => Math.abs(transforms.reduce((sum, { weight }) => sum + weight, 0) - 1) <= weightTolerance,
      ({ input }) => `its weights sum to ${input.reduce((sum, { weight }) => sum + weight, 0)}, not to 1`,
    ),
  ),
});

const schema = v.strictObject({
  version: v.literal(policyVersion),
  family: v.literal(familyVersion),
  model: v.nullish(v.string(), null),
  sourcePrompt: v.string(),
  probability: share,
  strength: v.strictObject({ law: v.picklist(strengthLaws) }),
  prompts: v.pipe(v.array(prompt), v.minLength(1, 'it lists no prompt')),
});

/**
 * Reads a policy file.
 * @param file its name, for messages
 * @throws CodedError `bad-config`, which names the place: no JSON, another version or family, an unknown parameter, a value out of its range
 */
export function readPolicy(text: string, file: string): Policy {
  return parsePolicy(parsedJson(text, file), file);
}

/**
 * The same of a policy whose JSON is parsed already.
 * @param file where it stands, for messages
 * @throws CodedError `bad-config`, as `readPolicy`
 */
export function parsePolicy(value: unknown, file: string): Policy {
  const versions = v.safeParse(v.object({ version: v.unknown(), family: v.unknown() }), value);
  if (!versions.success)
    throw new CodedError('bad-config', `${file} is no policy: it has no version and family.`, 'Choose a policy.json.');
  const { version, family } = versions.output;
  if (version !== policyVersion || family !== familyVersion)
    throw new CodedError(
      'bad-config',
      `${file} has version ${JSON.stringify(version)} of the family ${JSON.stringify(family)}; this program reads version ${policyVersion} of "${familyVersion}". Its transforms would look different here.`,
      'Make the policy again with this program, or open it with the one that wrote it.',
    );
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new CodedError(
      'bad-config',
      `${file}, ${v.getDotPath(issue) ?? 'as a whole'}: ${issue.message}.`,
      'Correct this place, or make the policy again.',
    );
  }
  const { model, sourcePrompt, probability, strength, prompts } = result.output;
  return { model, sourcePrompt, probability, strengthLaw: strength.law, prompts };
}

function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError('bad-config', `${file} is no JSON: ${reason}.`, 'Choose a policy.json.', { cause: error });
  }
}

function isCorruption(record: unknown): boolean {
  return typeof record === 'object' && record !== null && 'corruption' in record;
}
