import * as v from 'valibot';
import type { AugmentedEmbeddings } from '../../augmentation/embed-augmented';
import type { ExplainedState, StepExplanation } from '../../augmentation/explain-step';
import type { ShiftMeasurement } from '../../augmentation/mean-shift';
import type { RgbImage } from '../../geometry/rgb-image';
import { protocolNames, type ProtocolName } from '../../method/protocol';
import { base64ToBytes, bytesToBase64, float32ToBase64 } from '../session/base64';
import { count, float32Text, nameText, promptText, text } from './schema-parts';

/** Something that is meant to move images to where the weather of its prompts is. */
export interface MovedPrompts {
  readonly title: string;
  /** T prompts. */
  readonly prompts: readonly string[];
  /** One vector a prompt, `[D]` or `[C]`; null where there is none in that space. */
  readonly vectors: Readonly<Record<'embedding' | 'features', readonly Float32Array[] | null>>;
}

/** Embeddings of the same streets: as they are, augmented, and in the weathers that the prompts name. Unit length, `[D]` each. */
export interface EmbeddedScenes {
  readonly offsetsTitle: string;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly embeddings: AugmentedEmbeddings;
  /** Real images, condition by condition, in the order of the streets. */
  readonly conditions: readonly { readonly name: string; readonly embeddings: readonly Float32Array[] }[];
  readonly sourceText: Float32Array;
  /** Of the target prompts. */
  readonly texts: readonly Float32Array[];
}

/** A step as it is shown; what the next one needs of it is kept once. */
export type ShownStep = Omit<StepExplanation, 'state'>;

/** Steps on one crop, in their order; the last goes on. */
export interface StepTrail {
  readonly protocol: ProtocolName;
  readonly sourcePrompt: string;
  readonly targetPrompt: string;
  readonly learningRate: number;
  readonly l1Weight: number;
  /** What the crop shows, in words. */
  readonly cropTitle: string;
  readonly crop: RgbImage;
  /** Each begins where the former ends. */
  readonly steps: readonly ShownStep[];
  /** After the last of them. */
  readonly state: ExplainedState;
}

/** First steps with running statistics and with those of the batch, on one crop. */
export interface BatchNormComparison {
  readonly targetPrompt: string;
  readonly cropTitle: string;
  readonly frozen: ShownStep;
  /** Null where the model's batch norms are folded. */
  readonly batch: ShownStep | null;
}

/** Candidate words of the workshop. */
export interface WordFunnel {
  /** Cosine with the text embedding of the anchor word. */
  readonly similarity: ReadonlyMap<string, number>;
}

/** What Explain has computed with one model; null for what it has not. */
export interface ExplainRecord {
  readonly modelHash: string;
  /** True shifts, and what was compared with them. */
  readonly shifts: { readonly measured: ShiftMeasurement; readonly movers: readonly MovedPrompts[] } | null;
  readonly step: StepTrail | null;
  readonly batchNorm: BatchNormComparison | null;
  readonly embeddings: EmbeddedScenes | null;
  readonly words: WordFunnel | null;
}

const vectors = v.array(float32Text);
/** JSON has no NaN: null stands for it. */
const measuredNumber = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);

const bytesText = v.pipe(
  v.string(),
  v.rawTransform<string, Uint8Array>(({ dataset, addIssue, NEVER }) => {
    try {
      return base64ToBytes(dataset.value);
    } catch {
      addIssue({ message: 'is no base64' });
      return NEVER;
    }
  }),
);

const image = v.pipe(
  v.strictObject({ width: count, height: count, data: bytesText }),
  v.check(
    ({ width, height, data }) => data.length === 3 * width * height,
    'has another number of pixels than its size',
  ),
);

const imageShift = { shift: float32Text, embeddingShift: float32Text };

const shifts = v.pipe(
  v.strictObject({
    measured: v.strictObject({
      scenes: count,
      shifts: v.array(v.strictObject({ condition: nameText, reliability: measuredNumber, ...imageShift })),
      sourceMean: float32Text,
      sourceDeviation: float32Text,
      // The engine measures more of each, which nothing shows.
      policies: v.array(v.array(v.object(imageShift))),
      offsets: v.nullable(vectors),
    }),
    movers: v.array(
      v.pipe(
        v.strictObject({
          title: nameText,
          prompts: v.array(promptText),
          vectors: v.strictObject({ embedding: v.nullable(vectors), features: v.nullable(vectors) }),
        }),
        v.check(
          ({ prompts, vectors: { embedding, features } }) =>
            [embedding, features].every((list) => list === null || list.length === prompts.length),
          'has another number of vectors than prompts',
        ),
      ),
    ),
  }),
  v.check(
    ({ measured: { shifts: all, sourceMean, sourceDeviation } }) =>
      sourceDeviation.length === sourceMean.length && all.every(({ shift }) => shift.length === sourceMean.length),
    'has shifts of different lengths',
  ),
);

const embeddings = v.pipe(
  v.strictObject({
    offsetsTitle: nameText,
    sourcePrompt: promptText,
    targetPrompts: v.array(promptText),
    embeddings: v.strictObject({ original: vectors, augmented: v.array(vectors) }),
    conditions: v.array(v.strictObject({ name: nameText, embeddings: vectors })),
    sourceText: float32Text,
    texts: vectors,
  }),
  v.check(({ targetPrompts: { length }, embeddings: { original, augmented }, texts, sourceText, conditions }) => {
    const lists = [original, ...augmented, ...conditions.map((one) => one.embeddings)];
    return (
      augmented.length === length &&
      texts.length === length &&
      lists.every((list) => list.length === original.length) &&
      [...lists.flat(), ...texts].every((one) => one.length === sourceText.length)
    );
  }, 'has embeddings that do not belong together'),
);

const terms = v.strictObject({ cosine: v.number(), l1: v.number(), total: v.number() });
const shownStep = v.strictObject({
  step: count,
  directionLength: v.number(),
  directionCosine: v.number(),
  imageLength: v.number(),
  targetAngle: v.number(),
  closedFormAngle: v.number(),
  z: float32Text,
  zTarget: float32Text,
  direction: float32Text,
  zBefore: float32Text,
  zAfter: float32Text,
  before: terms,
  after: terms,
  gradientNorm: v.number(),
  gradientMeanShare: measuredNumber,
  updateNorm: v.number(),
  updateMeanShare: measuredNumber,
  offsetNorm: v.number(),
});

const step = v.strictObject({
  protocol: v.picklist(protocolNames),
  sourcePrompt: promptText,
  targetPrompt: promptText,
  learningRate: v.number(),
  l1Weight: v.number(),
  cropTitle: nameText,
  crop: image,
  steps: v.pipe(v.array(shownStep), v.minLength(1, 'has no step')),
  state: v.strictObject({ steps: count, offset: float32Text, adam: v.record(text, float32Text) }),
});

const batchNorm = v.strictObject({
  targetPrompt: promptText,
  cropTitle: nameText,
  frozen: shownStep,
  batch: v.nullable(shownStep),
});

const words = v.strictObject({
  similarity: v.pipe(
    v.array(v.tuple([nameText, measuredNumber])),
    v.transform((pairs): ReadonlyMap<string, number> => new Map(pairs)),
  ),
});

/** Results of Explain as JSON holds them; parsing gives an {@link ExplainRecord}. */
export const explainSchema = v.strictObject({
  modelHash: nameText,
  shifts: v.nullable(shifts),
  step: v.nullable(step),
  batchNorm: v.nullable(batchNorm),
  embeddings: v.nullable(embeddings),
  words: v.nullable(words),
});

/** The JSON form of results of Explain: vectors as base64 of float32, which loses nothing. */
export function encodeExplain(record: ExplainRecord): unknown {
  return encoded(record);
}

function encoded(value: unknown): unknown {
  if (value instanceof Float32Array) return float32ToBase64(value);
  if (value instanceof Uint8Array) return bytesToBase64(value);
  if (value instanceof Map) return [...value].map(encoded);
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, encoded(part)]));
}
