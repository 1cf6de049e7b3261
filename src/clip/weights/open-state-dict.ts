import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../../formats/byte-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { looksLikeTorchFile, openTorchFile } from '../../formats/torch/torch-file';
import type { StateDict } from './state-dict';
import { withOpenaiNames } from './timm-names';

/**
 * Opens a file of weights by what it is, not by its name: safetensors, a checkpoint of `torch.save`, or a TorchScript archive such as
 * OpenAI's `RN50.pt`. Names are OpenAI's, whatever they were.
 *
 * @throws FormatError
 */
export async function openStateDict(source: ByteSource): Promise<StateDict> {
  const start = await source.read(0, Math.min(64, source.size));
  if (looksLikeTorchFile(start)) return withOpenaiNames((await openTorchFile(source)).tensors);
  refuseStandIn(start);
  return withOpenaiNames((await openSafetensors(source)).tensors);
}

/** Files that people have in place of the one that they mean. */
function refuseStandIn(start: Uint8Array): void {
  const text = new TextDecoder('latin1').decode(start);
  if (text.startsWith('version https://git-lfs')) {
    const hint = 'Run "git lfs pull", or download the file itself.';
    throw new CodedError('invalid-header', 'this is a pointer of Git LFS, not the file of weights', hint);
  }
  if (/^\s*<(!doctype|html)/iu.test(text)) {
    const hint = 'Download it with the link to the file itself; some hosts ask for a sign-in first.';
    throw new CodedError('invalid-header', 'this is a web page, not a file of weights', hint);
  }
}
