/** Below this cosine between our embedding and that of the model's own graph, something was read wrongly. */
const leastCosine = 0.999;

/** Whether our visual tower computes what the model's own graph does. @param cosine of the two embeddings of one picture; NaN never agrees */
export function agreesWithGraph(cosine: number): boolean {
  return cosine >= leastCosine;
}
