import { useEffect, useState } from 'react';
import { sortDropped, type Dropped } from '../../state/files/dropped-files';
import { openDropped } from '../../state/files/open-data-set';
import { takeFiles } from '../../state/files/take-files';

/** Files come in anywhere: dropped, pasted, or through the two dialogs. */
export function FileIntake() {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const bindings = new AbortController();
    const { signal } = bindings;
    let depth = 0;
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    addEventListener(
      'dragenter',
      (event) => {
        if (isFiles(event)) setHovering(++depth > 0);
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      (event) => {
        if (isFiles(event)) setHovering(--depth > 0);
      },
      { signal },
    );
    addEventListener(
      'dragover',
      (event) => {
        if (isFiles(event)) event.preventDefault();
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        depth = 0;
        setHovering(false);
        if (!isFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) takeDropped(sortDropped(event.dataTransfer));
      },
      { signal },
    );
    addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length > 0) void takeFiles(files);
      },
      { signal },
    );
    return () => bindings.abort();
  }, []);
  return (
    <>
      <input
        type="file"
        hidden
        multiple
        accept="image/*"
        data-open="images"
        aria-label="Images to detect in"
        onChange={(event) => takeOver(event.target)}
      />
      <input
        type="file"
        hidden
        accept=".zip,.json,application/zip,application/json"
        data-open="session"
        aria-label="Session file"
        onChange={(event) => takeOver(event.target)}
      />
      {hovering ? (
        <div className="drop-veil">
          Drop images, a data set as folder or zip, a model, a session, a checkpoint, a detector or an exported figure
        </div>
      ) : null}
    </>
  );
}

function takeOver(input: HTMLInputElement): void {
  const files = [...(input.files ?? [])];
  // The same file chosen again must be heard of again.
  input.value = '';
  void takeFiles(files);
}

function takeDropped({ files, folder }: Dropped): void {
  if (folder) void openDropped(folder);
  if (files.length > 0) void takeFiles(files);
}
