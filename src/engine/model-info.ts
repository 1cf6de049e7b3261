import type { MethodInfo } from '../augmentation/methods/method';
import type { StylePreset } from '../augmentation/pin/style-config';
import type { TextInfo } from '../clip/bundle/model-bundle';
import type { DetectionMemory } from '../detector/detection-memory';
import type { DetectorConfig } from '../method/detector-config';
import type { ZeroShotConfig } from '../detector/zero-shot/zero-shot-config';
import type { OptimisationDefaults } from '../method/optimisation-presets';

export type ModelSource = {
  /** Puts QuickGELU in place of a GELU in the text tower, as {@link Engine.repairGelu} does; nothing else changes. */
  readonly repairGelu?: boolean;
} &
  /** A bundle that the page brings with it, which is not kept: its folder, with a final slash. */
  (
    | { readonly kind: 'url'; readonly url: string }
    /** A repository of the hub, with `@revision` or without, or the address of a folder or of a file of weights. It is kept in the browser. */
    | { readonly kind: 'download'; readonly address: string }
    /** A model that was downloaded before; it needs no network. */
    | { readonly kind: 'kept'; readonly id: string }
    | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
  );

/** Where a model's files come from. */
export type ModelOrigin =
  | { readonly kind: 'page' }
  | { readonly kind: 'files' }
  | {
      readonly kind: 'download';
      /** In one line: repository and commit, or the address. */
      readonly title: string;
      /** Of the hub's repository; null where none is known. */
      readonly commit: string | null;
      /** By which the browser keeps it; null where it is in memory only. */
      readonly keptId: string | null;
      /** Why it is in memory only, where that is so: no space left, or what the browser says. */
      readonly unkept: { readonly kind: 'full' } | { readonly kind: 'refused'; readonly message: string } | null;
    };

/** Our V_b(V_a(x)) on a fixed picture beside the model's own visual graph, run by onnxruntime. */
export type ModelCheck =
  | { readonly kind: 'compared'; /** Of the two embeddings. */ readonly cosine: number }
  /** The model came without a visual ONNX graph. */
  | { readonly kind: 'no-graph' };

export interface ModelInfo {
  readonly name: string;
  /** Hash of the weight files, hexadecimal. */
  readonly hash: string;
  readonly origin: ModelOrigin;
  readonly resolution: number;
  readonly embeddingDim: number;
  readonly width: number;
  readonly blocks: readonly [number, number, number, number];
  /** V_a's grid at the model's resolution, and its channels: the shape of one offset. */
  readonly grid: { readonly height: number; readonly width: number; readonly channels: number };
  readonly batchNormFolded: boolean;
  readonly text: TextInfo;
  /** What it takes on the device, in bytes: its weights, and a run of the optimisation step. */
  readonly memory: {
    readonly weights: number;
    readonly optimisation: number;
    /** A measurement of photometric transforms. */
    readonly dictionary: number;
  };
  /** Words that the captions of its training held, lower case; null where the bundle does not say. */
  readonly vocabulary: readonly string[] | null;
  readonly optimisationDefaults: OptimisationDefaults;
  /** For PIN. */
  readonly styleDefaults: StylePreset;
  readonly detectors: readonly DetectorInfo[];
  /** All that detector training can be augmented with, in the order in which they are shown. */
  readonly methods: readonly MethodInfo[];
  /** Names of offset files that the bundle ships. */
  readonly offsets: readonly string[];
  /** Names of the dictionaries of photometric transforms that the bundle ships. */
  readonly photometrics: readonly string[];
}

export type { OptimisationDefaults };

export interface DetectorInfo {
  /** The name by which requests refer to it: a bundle's file name, or one given by training. */
  readonly name: string;
  readonly title: string;
  readonly config: DetectorConfig;
  /** What a detection takes on the device. */
  readonly memory: DetectionMemory;
  readonly provenance: Readonly<Record<string, string>>;
  /** Given where CLIP alone detects: such a detector has no file. */
  readonly zeroShot?: ZeroShotConfig;
}

export interface TextEmbedding {
  readonly text: string;
  /** With start and end, without padding. */
  readonly tokens: readonly number[];
  /** Unit length, `[D]`. */
  readonly embedding: Float32Array;
}
