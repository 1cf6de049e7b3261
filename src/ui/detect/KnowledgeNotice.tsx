import { useRef, type ComponentProps } from 'react';
import type { ErrorRecord } from '../../errors/coded-error';
import type { ModelStatus } from '../../state/store/model-slice';
import { FileInput } from '../common/FileInput';
import { LoadingText } from '../models/LoadingText';
import { ModelProblem } from '../models/ModelProblem';
import { PublicModels } from '../models/PublicModels';

const subjects = {
  left: 'The detector at the left knows',
  right: 'The detector at the right knows',
  both: 'These detectors know',
  a: 'Detector A knows',
  b: 'Detector B knows',
} as const;

interface KnowledgeNoticeProps {
  /** Which detectors know drawn scenes only and see pictures that are none; null where none does. */
  readonly who: keyof typeof subjects | null;
  readonly models: ComponentProps<typeof PublicModels>['models'];
  readonly status: ModelStatus;
  /** Why the last model could not be loaded. */
  readonly problem: ErrorRecord | null;
  readonly onLoad: (address: string) => void;
  readonly onCancel: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onDataSets: () => void;
}

/** Says of a picture that is no built-in scene what the detectors know, and what would help. */
export function KnowledgeNotice({
  who,
  models,
  status,
  problem,
  onLoad,
  onCancel,
  onFiles,
  onDataSets,
}: KnowledgeNoticeProps) {
  const detector = useRef<HTMLInputElement>(null);
  if (who === null) return null;
  return (
    <div className="knowledge" role="note" aria-label="What the detectors know">
      <p>
        <strong>{subjects[who]} drawn streets only.</strong> Boxes in a photograph mean nothing. A real CLIP finds what
        you name; one click downloads it into this browser:
      </p>
      {status.kind === 'loading' ? (
        <div className="model-loading">
          <LoadingText progress={status.progress} />
          <button type="button" className="button compact" aria-label="Cancel loading" onClick={onCancel}>
            Cancel
          </button>
        </div>
      ) : (
        <PublicModels models={models} disabled={false} onLoad={onLoad} />
      )}
      {problem === null ? null : <ModelProblem problem={problem} />}
      <div className="button-row">
        <span>Or a detector that knows your pictures:</span>
        <button type="button" className="button compact" onClick={() => detector.current?.click()}>
          Open a detector…
        </button>
        <button type="button" className="button compact" onClick={onDataSets}>
          Train on your data…
        </button>
      </div>
      <FileInput ref={detector} label="Detector file" accept=".safetensors,.pth,.pt,.bin" onFiles={onFiles} />
    </div>
  );
}
