/** What is done with files that come into the page. */
export interface FileEventHandlers {
  /** Told with every border that files are dragged across: whether they are over the page. */
  readonly onHover: (over: boolean) => void;
  /** The transfer can be read only while this runs. */
  readonly onDrop: (transfer: DataTransfer) => void;
  readonly onPaste: (files: readonly File[]) => void;
}

/**
 * Listens for files that are dropped or pasted; drags of text or links are left to the browser.
 * @returns ends the listening
 */
export function listenForFiles(target: Window, { onHover, onDrop, onPaste }: FileEventHandlers): () => void {
  const bindings = new AbortController();
  // A drag enters an element before it leaves the one around it.
  let entered = 0;
  const on = <Name extends keyof WindowEventMap>(name: Name, listener: (event: WindowEventMap[Name]) => void) =>
    target.addEventListener(name, listener, { signal: bindings.signal });
  on('dragenter', (event) => {
    if (filesOf(event)) onHover(++entered > 0);
  });
  on('dragleave', (event) => {
    if (filesOf(event)) onHover(--entered > 0);
  });
  on('dragover', (event) => {
    if (filesOf(event)) event.preventDefault();
  });
  on('drop', (event) => {
    entered = 0;
    onHover(false);
    const transfer = filesOf(event);
    if (!transfer) return;
    event.preventDefault();
    onDrop(transfer);
  });
  on('paste', ({ clipboardData }) => {
    const files = [...(clipboardData?.files ?? [])];
    if (files.length > 0) onPaste(files);
  });
  return () => bindings.abort();
}

/** What is dragged, where there are files in it. */
function filesOf({ dataTransfer }: DragEvent): DataTransfer | null {
  return dataTransfer?.types.includes('Files') ? dataTransfer : null;
}
