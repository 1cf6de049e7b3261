import { useEffect, useState } from 'react';
import { isZippedData, sortDropped, type Dropped } from '../../state/dropped-files';
import { holdsWeights, openWeights } from '../../state/model-files';
import { openDropped, openZippedData } from '../../state/open-data-set';
import { restoreFigure } from '../../state/restore-figure';
import { importSession } from '../../state/session';
import { openImages } from '../../state/show-picture';

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
        if (files.length > 0) takeIn(files);
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
  takeIn(files);
}

function takeDropped({ files, folder }: Dropped): void {
  if (folder) void openDropped(folder);
  if (files.length > 0) takeIn(files);
}

function isSession(file: File): boolean {
  return /\.(?:zip|json)$/iu.test(file.name) || /^application\/(?:json|zip|x-zip-compressed)$/u.test(file.type);
}

/** A zip file is a session or a data set. */
async function takeSession(file: File): Promise<void> {
  if (await isZippedData(file)) await openZippedData(file);
  else await importSession(file);
}

function takeIn(files: readonly File[]): void {
  // A configuration or a tokenizer beside weights belongs to them.
  if (holdsWeights(files)) {
    void openWeights(files);
    return;
  }
  const session = files.find(isSession);
  if (session) void takeSession(session);
  void takePictures(files.filter((file) => !isSession(file)));
}

/** Figures of this page bring their configuration back; all others are pictures to detect in. */
async function takePictures(files: readonly File[]): Promise<void> {
  const pictures: File[] = [];
  for (const file of files) if (!(await restoreFigure(file))) pictures.push(file);
  if (pictures.length > 0) await openImages(pictures);
}
