import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { readUnfinishedEvaluation, type UnfinishedEvaluation } from './unfinished-evaluation';
import { broken, unfinishedKind } from './unfinished-file';
import { readUnfinishedOptimisation, type UnfinishedOptimisation } from './unfinished-optimisation';
import { readUnfinishedTraining, type UnfinishedTraining } from './unfinished-training';

/** Work that has not ended, as one file keeps it. */
export type UnfinishedWork =
  | { readonly kind: 'training'; readonly run: UnfinishedTraining }
  | { readonly kind: 'optimisation'; readonly run: UnfinishedOptimisation }
  | { readonly kind: 'evaluation'; readonly run: UnfinishedEvaluation };

/** Reads all but the weights of a training. @throws FormatError that says what was expected */
export async function readUnfinishedWork(file: Blob): Promise<UnfinishedWork> {
  const kind = unfinishedKind(await openSafetensors(blobSourceOf(file)));
  switch (kind) {
    case 'training':
      return { kind, run: await readUnfinishedTraining(file) };
    case 'optimisation':
      return { kind, run: await readUnfinishedOptimisation(file) };
    case 'evaluation':
      return { kind, run: await readUnfinishedEvaluation(file) };
    case null:
      throw broken('The file is no checkpoint of this page', 'Choose one that this page has exported.');
    default:
      return kind satisfies never;
  }
}
