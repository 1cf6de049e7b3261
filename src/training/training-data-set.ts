/** What of a data set a detector is trained on. */
export interface TrainingDataSet {
  /** Its id. */
  readonly id: string;
  readonly title: string;
  /** Name of the part. */
  readonly part: string;
}
