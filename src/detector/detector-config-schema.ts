import { CodedError } from '../errors/coded-error';
import * as v from 'valibot';
import {
  boxRegressionKinds,
  classEmbeddingKinds,
  classifierKinds,
  clipHead,
  type DetectorConfig,
  poolingKinds,
  proposalFeatureKinds,
  referenceForm,
  suppressionKinds,
} from '../method/detector-config';

/** Classes of one detector at most. */
export const mostClasses = 1000;

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const limits = v.strictObject({ training: count, testing: count });
const positives = v.pipe(v.array(positive), v.minLength(1), v.maxLength(64));

const schema = v.strictObject({
  classes: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1), v.maxLength(mostClasses)),
  promptTemplate: v.pipe(v.string(), v.includes('{}')),
  imageShortSide: count,
  imageMaxSide: count,
  anchorSizes: positives,
  anchorRatios: positives,
  rpnPreNmsTopN: limits,
  rpnPostNmsTopN: limits,
  rpnNmsThresh: share,
  rpnBatchSizePerImage: count,
  rpnPositiveFraction: share,
  boxBatchSizePerImage: count,
  boxPositiveFraction: share,
  poolerResolution: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(64)),
  logitScale: positive,
  // Files from before there was a choice do not say it.
  classifier: v.optional(v.picklist(classifierKinds), clipHead.classifier),
  pooling: v.optional(v.picklist(poolingKinds), clipHead.pooling),
  boxRegression: v.optional(v.picklist(boxRegressionKinds), referenceForm.boxRegression),
  boxPooling: v.optional(v.picklist(poolingKinds), referenceForm.boxPooling),
  proposalFeatures: v.optional(v.picklist(proposalFeatureKinds), referenceForm.proposalFeatures),
  classEmbeddings: v.optional(v.picklist(classEmbeddingKinds), referenceForm.classEmbeddings),
  suppression: v.optional(v.picklist(suppressionKinds), referenceForm.suppression),
  boxScoreThresh: share,
  boxNmsThresh: share,
  detectionsPerImage: count,
});

/**
 * A configuration from a file.
 * @throws ModelError `bad-config` naming the first field that is wrong
 */
export function parseDetectorConfig(value: unknown): DetectorConfig {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new CodedError(
    'bad-config',
    `The detector's configuration is not valid: ${v.getDotPath(issue) ?? 'as a whole'}: ${issue.message}.`,
    'Use a detector file that this program wrote, or correct the field.',
  );
}
