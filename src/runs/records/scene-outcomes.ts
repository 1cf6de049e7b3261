import * as v from 'valibot';

/**
 * What a detector made of one scene, at any score threshold: by falling score each detection takes its object, so what is below a threshold changes
 * nothing above it. A level is a score in hundredths, rounded up: the smallest whole number of hundredths that the score does not exceed.
 */
export interface SceneOutcome {
  /** For each object of the scene the level at which it is found: 0 where it never is, null where the detector does not know its class. */
  readonly found: readonly (number | null)[];
  /** Levels of the detections that match no object, falling. */
  readonly falseBoxes: readonly number[];
}

export interface ConditionOutcomes {
  /** Over these scenes, 0 to 1: mean AP at IoU .5, VOC 2007's 11 points. */
  readonly ap50: number;
  readonly scenes: readonly SceneOutcome[];
}

export interface DetectorOutcomes {
  readonly title: string;
  /** Of the detector's file, hexadecimal. */
  readonly sha256: string;
  /** By the name of the condition. */
  readonly conditions: Readonly<Record<string, ConditionOutcomes>>;
}

/** What the shipped detectors find in the first test streets, under each condition; `npm run detector-figures` writes it. */
export interface RecordedOutcomes {
  /** Hash of the model that the detectors belong to. */
  readonly modelHash: string;
  readonly scenes: { readonly split: 'test'; readonly first: 0; readonly count: number };
  readonly boxNmsThresh: number;
  /** By the names of the detectors. */
  readonly detectors: Readonly<Record<string, DetectorOutcomes>>;
}

/** The level of a score, 0 to 1. */
export function scoreLevel(score: number): number {
  let level = Math.max(0, Math.ceil(100 * score));
  while (level > 0 && score <= Math.fround((level - 1) / 100)) level--;
  while (score > Math.fround(level / 100)) level++;
  return level;
}

/** No level is so high. */
const unknownClass = 0xff;

/** Two hexadecimal digits a level; objects and false boxes with a bar between them. */
function encodeScene({ found, falseBoxes }: SceneOutcome): string {
  const digits = (levels: SceneOutcome['found']) =>
    levels.map((level) => (level ?? unknownClass).toString(16).padStart(2, '0')).join('');
  return `${digits(found)}|${digits(falseBoxes)}`;
}

function decodeScene(text: string): SceneOutcome {
  const [found = '', falseBoxes = ''] = text.split('|');
  const levels = (digits: string) => (digits.match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16));
  return {
    found: levels(found).map((level) => (level === unknownClass ? null : level)),
    falseBoxes: levels(falseBoxes),
  };
}

/** The file of the recorded outcomes. */
export function encodeSceneOutcomes({ detectors, ...rest }: RecordedOutcomes): string {
  const written = Object.entries(detectors).map(([name, { conditions, ...detector }]) => [
    name,
    {
      ...detector,
      conditions: Object.fromEntries(
        Object.entries(conditions).map(([condition, { ap50, scenes }]) => [
          condition,
          { ap50, scenes: scenes.map(encodeScene) },
        ]),
      ),
    },
  ]);
  return `${JSON.stringify({ ...rest, detectors: Object.fromEntries(written) }, null, 1)}\n`;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const scene = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*\|(?:[0-9a-f]{2})*$/u), v.transform(decodeScene));
const schema = v.pipe(
  v.object({
    modelHash: v.string(),
    scenes: v.object({ split: v.literal('test'), first: v.literal(0), count }),
    boxNmsThresh: v.number(),
    detectors: v.record(
      v.string(),
      v.object({
        title: v.string(),
        sha256: v.string(),
        conditions: v.record(v.string(), v.object({ ap50: v.number(), scenes: v.array(scene) })),
      }),
    ),
  }),
  v.check(({ scenes, detectors }) =>
    Object.values(detectors).every(({ conditions }) =>
      Object.values(conditions).every((condition) => condition.scenes.length === scenes.count),
    ),
  ),
);

/** Reads what {@link encodeSceneOutcomes} writes, parsed as JSON; null where it is something else. */
export function parseSceneOutcomes(value: unknown): RecordedOutcomes | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}
