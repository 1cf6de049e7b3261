import type { VisualArchitecture } from '../clip/tower/architecture';
import type { DetectorConfig } from '../method/detector-config';

const boxPredictor = 'roi_heads.box_predictor';

/** Box regressor: `Linear(E, 4 K)` on the spatial mean of layer4, or D in place of E after the attention pool, and 4 for all classes together. */
export const bboxPred = `${boxPredictor}.bbox_pred`;
/** Linear classifier with a background logit, as in detectron2. */
export const clsScore = `${boxPredictor}.cls_score`;
/** Class embeddings that a detector brings, of any length: those that RegionCLIP tests with. */
export const testClsScore = `${boxPredictor}.test_cls_score`;
/** The embedding of its background. */
export const clsBgScore = `${boxPredictor}.cls_bg_score`;
/** Takes mean-pooled features into the space of the text embeddings. */
export const projection = `${boxPredictor}.projection`;

type HeadForm = Pick<
  DetectorConfig,
  'classes' | 'classifier' | 'pooling' | 'boxRegression' | 'boxPooling' | 'classEmbeddings'
>;

/** Names and PyTorch shapes of the box head's own weights; layer4 and the attention pool belong to the tower. */
export function regionHeadShapes(
  { headChannels, embeddingDim }: Pick<VisualArchitecture, 'headChannels' | 'embeddingDim'>,
  form: HeadForm,
): ReadonlyMap<string, readonly number[]> {
  const { classes, classifier, pooling, boxPooling, classEmbeddings } = form;
  const shapes = new Map<string, readonly number[]>();
  const layer = (name: string, outputs: number, inputs: number): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    shapes.set(`${name}.bias`, [outputs]);
  };
  const pooledLength = (kind: HeadForm['pooling']): number => (kind === 'mean' ? headChannels : embeddingDim);
  layer(bboxPred, 4 * boxesPerRegion(form), pooledLength(boxPooling));
  switch (classifier) {
    case 'linear':
      layer(clsScore, classes.length + 1, pooledLength(pooling));
      break;
    case 'text':
      if (pooling === 'mean') layer(projection, embeddingDim, headChannels);
      if (classEmbeddings === 'weights') {
        shapes.set(`${testClsScore}.weight`, [classes.length, embeddingDim]);
        shapes.set(`${clsBgScore}.weight`, [1, embeddingDim]);
      }
      break;
    default:
      classifier satisfies never;
  }
  return shapes;
}

/** Boxes that the regressor gives for a region: K, or one for all classes. */
export function boxesPerRegion({ classes, boxRegression }: Pick<DetectorConfig, 'classes' | 'boxRegression'>): number {
  switch (boxRegression) {
    case 'class-specific':
      return classes.length;
    case 'class-agnostic':
      return 1;
    default:
      return boxRegression satisfies never;
  }
}
