/** COCO's 80 classes in the order of its contiguous indices. */
const cocoClasses =
  'person|bicycle|car|motorcycle|airplane|bus|train|truck|boat|traffic light|fire hydrant|stop sign|parking meter|bench|bird|cat|dog|horse|sheep|cow|elephant|bear|zebra|giraffe|backpack|umbrella|handbag|tie|suitcase|frisbee|skis|snowboard|sports ball|kite|baseball bat|baseball glove|skateboard|surfboard|tennis racket|bottle|wine glass|cup|fork|knife|spoon|bowl|banana|apple|sandwich|orange|broccoli|carrot|hot dog|pizza|donut|cake|chair|couch|potted plant|bed|dining table|toilet|tv|laptop|mouse|remote|keyboard|cell phone|microwave|oven|toaster|sink|refrigerator|book|clock|vase|scissors|teddy bear|hair drier|toothbrush'.split(
    '|',
  );

/** Objects365 as its exports count it: 1 to 365, and 0 for nothing. */
const objects365Outputs = 366;

/** What the outputs of a network stand for. An ONNX file does not say it; their number does for the two usual data sets. */
export interface NetworkClasses {
  /** Of each output; a number where no name is known. */
  readonly labels: readonly string[];
  /** The first output that is a class. */
  readonly first: number;
}

/** @param count of the network's outputs for each box */
export function networkClasses(count: number): NetworkClasses {
  const labels =
    count === cocoClasses.length ? cocoClasses : Array.from({ length: count }, (_, index) => `class ${index}`);
  return { labels, first: count === objects365Outputs ? 1 : 0 };
}
