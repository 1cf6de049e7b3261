import { agreesWithGraph } from '../../analysis/model-agreement';
import type { ModelCheckState, ModelState } from '../../state/store/model-slice';

/** The model in a few words, and the tone of its dot: a model that is there is good, whatever happened to the loading of another. */
export function modelSummary({ status, info }: ModelState): {
  readonly text: string;
  readonly tone: 'good' | 'bad' | '';
} {
  if (info) return { text: info.name, tone: 'good' };
  switch (status.kind) {
    case 'failed':
      return { text: 'Model failed to load', tone: 'bad' };
    case 'loading':
      return { text: 'Loading model…', tone: '' };
    case 'waiting':
    case 'ready':
    case 'cancelled':
      return { text: 'No model', tone: '' };
    default:
      return status satisfies never;
  }
}

/** Why there is no model, and what stays possible; null where there is one, or one is on its way. */
export function missingModel({ status, info }: ModelState): { readonly text: string; readonly failed: boolean } | null {
  if (info || status.kind === 'waiting' || status.kind === 'loading') return null;
  return status.kind === 'failed'
    ? { text: `The model could not be loaded. ${status.error.message} ${status.error.hint}`, failed: true }
    : { text: 'Loading was cancelled. The recorded example stays; runs need a model.', failed: false };
}

/** What the comparison of a model with its own ONNX graph has come to. @param check null before it is made */
export function checkText(check: ModelCheckState | null): string {
  switch (check?.kind) {
    case undefined:
      return 'Not yet compared with its own ONNX graph.';
    case 'running':
      return 'Being compared with its own ONNX graph…';
    case 'no-graph':
      return 'It came without a visual ONNX graph, so there is nothing to compare with.';
    case 'failed':
      return `The comparison with its own ONNX graph failed: ${check.error.message}`;
    case 'compared':
      return agreesWithGraph(check.cosine)
        ? `Agrees with its own ONNX graph: cosine ${check.cosine.toFixed(6)}.`
        : `Differs from its own ONNX graph: cosine ${check.cosine.toFixed(4)}. Results with it are not to be trusted.`;
    default:
      return check satisfies never;
  }
}

/** Whether the comparison failed, or found a difference. */
export function checkIsBad(check: ModelCheckState | null): boolean {
  return check?.kind === 'failed' || (check?.kind === 'compared' && !agreesWithGraph(check.cosine));
}
