import { Download, FolderOpen, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { checkpointName } from '../../state/run-training';
import { useStore } from '../../state/store';
import {
  deleteDetector,
  exportCheckpoint,
  exportDetector,
  openDetector,
  trainedDetectors,
} from '../../state/trained-detectors';
import { formatCount } from '../format';

/** What training left in this browser: detectors, and the checkpoint of a run that can go on. */
export function KeptPanel() {
  const detectors = useStore(useShallow(trainedDetectors));
  const { request, keptSteps } = useStore((state) => state.training);
  const ready = useStore((state) => state.model.info !== null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="stack tight">
      {detectors.length === 0 && keptSteps === null ? (
        <p className="muted">
          Detectors that you train or open stand here. They stay in this browser until you delete them.
        </p>
      ) : null}
      <ul className="kept-list">
        {keptSteps !== null && request ? (
          <li>
            <span>
              Checkpoint of “{request.title}”, step {formatCount(keptSteps)}
            </span>
            <button
              type="button"
              className="button quiet compact icon"
              aria-label="Export the checkpoint"
              title="Weights, momentum and step as safetensors"
              onClick={() => void exportCheckpoint(checkpointName(request.name, keptSteps))}
            >
              <Download />
            </button>
          </li>
        ) : null}
        {detectors.map((detector) => (
          <li key={detector.name}>
            <span>{detector.title}</span>
            <button
              type="button"
              className="button quiet compact icon"
              aria-label={`Export ${detector.title}`}
              title="Weights and configuration as safetensors"
              onClick={() => void exportDetector(detector.name)}
            >
              <Download />
            </button>
            <button
              type="button"
              className="button quiet compact icon"
              aria-label={`Delete ${detector.title}`}
              title="Delete; can be undone"
              onClick={() => void deleteDetector(detector)}
            >
              <Trash2 />
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        hidden
        accept=".safetensors"
        aria-label="Detector file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file chosen again must be heard of again.
          target.value = '';
          if (file) void openDetector(file);
        }}
      />
      <button type="button" className="button" disabled={!ready} onClick={() => input.current?.click()}>
        <FolderOpen />
        Open a detector…
      </button>
    </div>
  );
}
