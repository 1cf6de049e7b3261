/** Losses of one training step, as they are before its update. */
export interface TrainingStep {
  readonly step: number;
  readonly seconds: number;
  readonly lossTotal: number;
  readonly lossRpnObjectness: number;
  readonly lossRpnBox: number;
  readonly lossClassification: number;
  readonly lossBox: number;
  readonly augmented: boolean;
  readonly learningRate: number;
}
