import type { RefObject } from 'react';

interface FileInputProps {
  /** Opens the dialog by a click. */
  readonly ref?: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A folder is chosen, with all files in it. */
  readonly folder?: boolean;
  /** By which an action of the page finds it. */
  readonly opens?: 'images' | 'session';
  readonly onFiles: (files: readonly File[]) => void;
}

/** The browser's dialog for files; it is never seen, a button opens it. */
export function FileInput({ ref, label, accept, multiple = false, folder = false, opens, onFiles }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={label}
      accept={accept}
      multiple={multiple || folder}
      data-open={opens}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])];
        // The same file chosen again must be heard of again.
        target.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}
