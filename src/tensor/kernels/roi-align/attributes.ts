/** How regions are pooled; detectron2's names. */
export interface RoiAlignAttributes {
  /** Bins a side, P. */
  readonly outputSize: number;
  /** Feature cells a pixel: 1 / stride. */
  readonly spatialScale: number;
  /** Samples a bin and axis; 0 takes ⌈bin size⌉, for each axis on its own. */
  readonly samplingRatio: number;
  /** True shifts by half a cell (ROIAlignV2) and leaves small regions small; false is the first ROIAlign. */
  readonly aligned: boolean;
  /** The feature maps' shape `[B, H, W, C]`: all that the gradient needs of them. */
  readonly shape: readonly [batch: number, height: number, width: number, channels: number];
}

/** Names of our two kernels. */
export const roiAlignKernel = 'RoiAlign';
export const roiAlignGradKernel = 'RoiAlignGrad';
