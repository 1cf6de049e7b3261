/** Checkpoints of detectors from elsewhere, recognised by what they hold. */
import { CodedError } from '../errors/coded-error';
import type { ByteSource } from '../formats/byte-source';
import {
  type CheckpointNames,
  type CheckpointTensors,
  type DetectorCheckpoint,
  withCheckpoint,
} from './checkpoint-tensors';
import { domaingenCheckpoint } from './domaingen-checkpoint';
import { regionclipCheckpoint } from './regionclip/regionclip-checkpoint';
import type { ClassTexts } from './regionclip/regionclip-names';

/**
 * Reads a checkpoint of vidit09/domaingen, or of microsoft/RegionCLIP, which has no offsets.
 * @param given names for what the file does not name; for RegionCLIP also classes that it does not hold
 * @param texts embeds those
 * @throws ModelError as the readers of both do, and `unsupported-model` for a detector of another framework
 */
export function readDetectorCheckpoint(
  source: ByteSource,
  given: CheckpointNames,
  texts: ClassTexts,
): Promise<DetectorCheckpoint> {
  return withCheckpoint(source, async (file) => {
    refuseOtherFrameworks(file.tensors);
    if (!isRegionclip(file.tensors)) return domaingenCheckpoint(file, given);
    return { detector: await regionclipCheckpoint(file, given.classes, texts), offsets: null };
  });
}

/** Its proposal network, its teacher, or a detectron2 detector on another ResNet, whose refusal names what it is. */
function isRegionclip(tensors: CheckpointTensors): boolean {
  return Array.from(tensors.keys()).some((name) =>
    /(?:^|\.)(?:offline_backbone|offline_proposal_generator|teacher_backbone)\.|^backbone\.(?:stem|res2|bottom_up)\./u.test(
      name,
    ),
  );
}

function refuseOtherFrameworks(tensors: CheckpointTensors): void {
  const own = Array.from(tensors.keys()).find((name) =>
    /(?:^|\.)(?:roi_head|bbox_head|rpn_head\.rpn_conv)\./u.test(name),
  );
  if (own === undefined) return;
  throw new CodedError(
    'unsupported-model',
    `The file is a detector of MMDetection: it has "${own}".`,
    'Use a checkpoint of vidit09/domaingen or of microsoft/RegionCLIP, which are written by detectron2.',
  );
}
