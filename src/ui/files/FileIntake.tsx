import { useEffect, useState } from 'react';
import { FileInput } from '../common/FileInput';
import { listenForFiles } from './file-events';

interface FileIntakeProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** The transfer can be read only while this runs. */
  readonly onDrop: (transfer: DataTransfer) => void;
}

/** Files come in anywhere: dropped, pasted, or through the two dialogs. */
export function FileIntake({ onFiles, onDrop }: FileIntakeProps) {
  const [hovering, setHovering] = useState(false);
  useEffect(() => listenForFiles(window, { onHover: setHovering, onDrop, onPaste: onFiles }), [onDrop, onFiles]);
  return (
    <>
      <FileInput label="Images to detect in" accept="image/*" multiple opens="images" onFiles={onFiles} />
      <FileInput
        label="Session file"
        accept=".zip,.json,application/zip,application/json"
        opens="session"
        onFiles={onFiles}
      />
      {hovering ? (
        <div className="drop-veil">
          Drop images, a data set as folder or zip, a model, a session, a checkpoint, a detector or an exported figure
        </div>
      ) : null}
    </>
  );
}
