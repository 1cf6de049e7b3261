/** `text`: cosine with the embeddings of the class prompts; `linear`: a learned layer, as in plain Faster R-CNN. */
export const classifierKinds = ['text', 'linear'] as const;
/** What a region is classified by: CLIP's attention pool, or the spatial mean of layer4. */
export const poolingKinds = ['attention', 'mean'] as const;

/** How regions are classified: what the paper's ablation varies (Table 6, columns L_clip-t and Attn-Pool). */
export interface HeadConfig {
  readonly classifier: (typeof classifierKinds)[number];
  readonly pooling: (typeof poolingKinds)[number];
}

/** The paper's head. */
export const clipHead = { classifier: 'text', pooling: 'attention' } as const satisfies HeadConfig;

/** What the deltas of a box are: one set for each class, or one for all of them. */
export const boxRegressionKinds = ['class-specific', 'class-agnostic'] as const;
/** What the proposal network looks at: V_a's output, or the map of a tower that the detector has for it alone. */
export const proposalFeatureKinds = ['shared', 'own'] as const;
/** Whose class embeddings a text classifier compares with: the model's, of the class prompts, or those among the detector's weights. */
export const classEmbeddingKinds = ['prompts', 'weights'] as const;

/** What a box does to a worse one of its class that it overlaps: the worse one goes, or its score falls. */
export const suppressionKinds = ['hard', 'soft'] as const;

/** What differs between the detectors that run here, beside the classifier. */
export interface DetectorForm {
  readonly boxRegression: (typeof boxRegressionKinds)[number];
  /** What boxes are regressed from. */
  readonly boxPooling: (typeof poolingKinds)[number];
  readonly proposalFeatures: (typeof proposalFeatureKinds)[number];
  readonly classEmbeddings: (typeof classEmbeddingKinds)[number];
  readonly suppression: (typeof suppressionKinds)[number];
}

/** The reference's: boxes of each class from the spatial mean, proposals on V_a's output, NMS as ever. */
export const referenceForm = {
  boxRegression: 'class-specific',
  boxPooling: 'mean',
  proposalFeatures: 'shared',
  classEmbeddings: 'prompts',
  suppression: 'hard',
} as const satisfies DetectorForm;

/** Everything that a detector is besides its weights; stored as metadata of its safetensors file (sources: detectron2 v0.6 defaults, vidit09/domaingen configs). */
export interface DetectorConfig extends HeadConfig, DetectorForm {
  readonly classes: readonly string[];
  /** `{}` stands for the class name. */
  readonly promptTemplate: string;
  readonly imageShortSide: number;
  readonly imageMaxSide: number;
  readonly anchorSizes: readonly number[];
  /** Height over width. */
  readonly anchorRatios: readonly number[];
  readonly rpnPreNmsTopN: { readonly training: number; readonly testing: number };
  readonly rpnPostNmsTopN: { readonly training: number; readonly testing: number };
  readonly rpnNmsThresh: number;
  /** Anchors that enter the RPN losses, per image. */
  readonly rpnBatchSizePerImage: number;
  readonly rpnPositiveFraction: number;
  /** Regions that enter the RoI losses, per image. */
  readonly boxBatchSizePerImage: number;
  readonly boxPositiveFraction: number;
  /** RoIAlign output side = model resolution / 16. */
  readonly poolerResolution: number;
  /** γ of L_clip-t; a linear classifier has none. */
  readonly logitScale: number;
  readonly boxScoreThresh: number;
  readonly boxNmsThresh: number;
  readonly detectionsPerImage: number;
}

const common = {
  ...clipHead,
  ...referenceForm,
  promptTemplate: 'a photo of a {}',
  anchorRatios: [0.5, 1, 2],
  rpnNmsThresh: 0.7,
  rpnPositiveFraction: 0.5,
  boxPositiveFraction: 0.25,
  logitScale: 100,
  boxScoreThresh: 0.05,
  boxNmsThresh: 0.5,
  detectionsPerImage: 100,
} as const;

const diverseWeatherClasses = ['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck'] as const;

/** `reference`: the released configuration; `builtin`: the same detector, sized for 256-pixel scenes and no GPU. */
export const detectorPresets = {
  reference: {
    ...common,
    classes: diverseWeatherClasses,
    imageShortSide: 600,
    imageMaxSide: 1333,
    anchorSizes: [32, 64, 128, 256, 512],
    rpnPreNmsTopN: { training: 12000, testing: 6000 },
    rpnPostNmsTopN: { training: 2000, testing: 1000 },
    rpnBatchSizePerImage: 256,
    boxBatchSizePerImage: 512,
    poolerResolution: 14,
  },
  builtin: {
    ...common,
    classes: diverseWeatherClasses,
    imageShortSide: 256,
    imageMaxSide: 512,
    anchorSizes: [16, 32, 64, 128],
    rpnPreNmsTopN: { training: 500, testing: 300 },
    rpnPostNmsTopN: { training: 200, testing: 100 },
    rpnBatchSizePerImage: 128,
    boxBatchSizePerImage: 64,
    poolerResolution: 6,
  },
} as const satisfies Record<string, DetectorConfig>;
