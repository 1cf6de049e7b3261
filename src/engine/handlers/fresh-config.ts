import { clipHead, type DetectorConfig, detectorPresets, type HeadConfig } from '../../method/detector-config';
import { modelSize } from '../../method/model-size';
import type { TrainingImages } from '../images/training-images';
import type { LoadedModel } from '../model/loaded-model';

/** The configuration of a new detector. Regions are pooled to the grid that the model's attention pool was made for. */
export function freshConfig(
  { visualWeights: { architecture } }: LoadedModel,
  { freshClasses }: Pick<TrainingImages, 'freshClasses'>,
  head: HeadConfig = clipHead,
): DetectorConfig {
  const preset = detectorPresets[modelSize(architecture.resolution)];
  return { ...preset, ...head, classes: freshClasses, poolerResolution: architecture.grid };
}
