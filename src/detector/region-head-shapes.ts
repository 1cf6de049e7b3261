import type { VisualArchitecture } from '../clip/tower/architecture';
import type { DetectorConfig } from '../method/detector-config';

const boxPredictor = 'roi_heads.box_predictor';

/** Box regressor: `Linear(E, 4 K)` on the spatial mean of layer4. */
export const bboxPred = `${boxPredictor}.bbox_pred`;
/** Linear classifier with a background logit, as in detectron2. */
export const clsScore = `${boxPredictor}.cls_score`;
/** Takes mean-pooled features into the space of the text embeddings. */
export const projection = `${boxPredictor}.projection`;

/** Names and PyTorch shapes of the box head's own weights; layer4 and the attention pool belong to the tower. */
export function regionHeadShapes(
  { headChannels, embeddingDim }: Pick<VisualArchitecture, 'headChannels' | 'embeddingDim'>,
  { classes, classifier, pooling }: Pick<DetectorConfig, 'classes' | 'classifier' | 'pooling'>,
): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const layer = (name: string, outputs: number, inputs: number): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    shapes.set(`${name}.bias`, [outputs]);
  };
  layer(bboxPred, classes.length * 4, headChannels);
  switch (classifier) {
    case 'linear':
      layer(clsScore, classes.length + 1, pooling === 'mean' ? headChannels : embeddingDim);
      break;
    case 'text':
      if (pooling === 'mean') layer(projection, embeddingDim, headChannels);
      break;
    default:
      classifier satisfies never;
  }
  return shapes;
}
