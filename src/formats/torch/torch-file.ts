/** Files of `torch.save` and `torch.jit.save`, read by random access: what is not asked for stays on disk. */
import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../byte-source';
import { isLegacyTorchFile, openLegacyTorchFile } from './torch-legacy';
import { torchStateDict } from './torch-state-dict';
import type { PickleValue } from './pickle-values';
import type { TorchArchive, TorchTensor } from './torch-tensor';
import { openTorchZip } from './torch-zip';
import { looksLikeZip } from '../zip/zip';

/** An open file. */
export interface TorchFile {
  /** What was saved, as inert data. */
  readonly root: PickleValue;
  /** The tensors of its weights, by state_dict name. */
  readonly tensors: ReadonlyMap<string, TorchTensor>;
}

/** Whether these may be the first bytes of a PyTorch file. */
export function looksLikeTorchFile(start: Uint8Array): boolean {
  return looksLikeZip(start) || isLegacyTorchFile(start);
}

/**
 * Opens a file: reads its description, but no tensor.
 *
 * @throws FormatError `foreign-code` for a file that asks for code, and codes of all that can be wrong with zip, pickle and tensors
 */
export async function openTorchFile(source: ByteSource): Promise<TorchFile> {
  const { root, storages } = await openArchive(source);
  return { root, tensors: torchStateDict(root, storages) };
}

async function openArchive(source: ByteSource): Promise<TorchArchive> {
  const start = await source.read(0, Math.min(16, source.size));
  if (looksLikeZip(start)) return openTorchZip(source);
  if (isLegacyTorchFile(start)) return openLegacyTorchFile(source);
  throw new CodedError(
    'invalid-header',
    'the file is no PyTorch checkpoint: it is neither a zip nor the older form',
    'Choose a file that torch.save or torch.jit.save has written.',
  );
}
