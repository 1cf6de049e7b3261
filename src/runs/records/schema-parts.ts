import * as v from 'valibot';
import { maxPromptLength, maxTargetPrompts } from '../../method/prompt-limits';
import { base64ToFloat32 } from '../session/base64';

/** A whole number from 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const text = v.pipe(v.string(), v.maxLength(100_000));

const atMost = (length: number) =>
  v.maxLength<string, number, (issue: { readonly received: string }) => string>(
    length,
    ({ received }) =>
      `has ${Number(received).toLocaleString('en')} characters; the limit is ${length.toLocaleString('en')}`,
  );

/** A name or a title, as it fits into a line of the page. */
export const nameText = v.pipe(v.string(), atMost(1000));

export const promptText = v.pipe(v.string(), atMost(maxPromptLength));

/** The target prompts of one run. */
export const targetPromptTexts = v.pipe(
  v.array(promptText),
  v.maxLength(maxTargetPrompts, ({ received }) => `has ${received} target prompts; the limit is ${maxTargetPrompts}`),
);

/** Numbers of a curve; JSON has no NaN, so null stands for it. */
export const curveValues = v.pipe(
  v.array(v.nullable(v.number())),
  v.transform((values) => Float64Array.from(values, (value) => value ?? Number.NaN)),
);

/** Base64 of little-endian float32. */
export const float32Text = decoded((encoded) => base64ToFloat32(encoded));

/** A string that some decoder turns into numbers; what it cannot read is an issue, not an exception. */
export function decoded(decode: (encoded: string) => Float32Array) {
  return v.pipe(
    v.string(),
    v.rawTransform<string, Float32Array>(({ dataset, addIssue, NEVER }) => {
      try {
        return decode(dataset.value);
      } catch {
        // The cause is always the same: text that is not base64, or that was cut.
        addIssue({ message: 'is no base64 of whole numbers' });
        return NEVER;
      }
    }),
  );
}

/** The first issue in words: where, what was expected. */
export function describeIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'unknown';
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

/** Whether a value that came from JSON has so few levels. */
export function nestsAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((part) => nestsAtMost(part, levels - 1));
}
