import { FolderOpen, Package, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { FileInput } from '../common/FileInput';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';
import { DataSetCard } from './DataSetCard';
import { useDataDialog, useDataSetOpening, useDataSets } from './use-data-sets';

/** The data sets that are open, and the ways to open more. */
export function DataDialog() {
  const { shown, onClose } = useDataDialog();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} className="help data-dialog" aria-labelledby="data-title" onClose={onClose}>
      {shown ? (
        <>
          <div className="help-head">
            <h2 id="data-title">Data</h2>
            <button type="button" className="button quiet icon" aria-label="Close data" onClick={onClose}>
              <X />
            </button>
          </div>
          <DataPanel />
        </>
      ) : null}
    </dialog>
  );
}

function DataPanel() {
  const { dataSets, onFolder, onZip } = useDataSets();
  return (
    <div className="stack data-panel">
      <p className="small">
        Images with boxes of your own, as a folder or a zip file: Pascal VOC (<code>Annotations</code>,{' '}
        <code>ImageSets</code>, <code>JPEGImages</code>; Diverse Weather is recognised by the names of its folders),
        COCO (<code>instances_*.json</code>) or YOLO (<code>images</code>, <code>labels</code>, <code>data.yaml</code>).
        Choose it here, or drop it anywhere on the page.
      </p>
      <OpenButtons onFolder={onFolder} onZip={onZip} />
      <Opening />
      {dataSets.length === 0 ? null : (
        <ul className="data-sets" aria-label="Data sets">
          {dataSets.map((info) => (
            <DataSetCard key={info.id} info={info} />
          ))}
        </ul>
      )}
      <p className="muted small">
        Nothing is copied, written or sent: images are read from your disk when they are needed. After a reload the
        browser forgets the folder. Choose it again then; the same files are recognised.
      </p>
    </div>
  );
}

interface OpenButtonsProps {
  /** All files of a folder. */
  readonly onFolder: (files: readonly File[]) => void;
  readonly onZip: (file: File) => void;
}

function OpenButtons({ onFolder, onZip }: OpenButtonsProps) {
  const folder = useRef<HTMLInputElement>(null);
  const zip = useRef<HTMLInputElement>(null);
  return (
    <div className="button-row">
      <button type="button" className="button primary" onClick={() => folder.current?.click()}>
        <FolderOpen />
        Choose a folder…
      </button>
      <button type="button" className="button" onClick={() => zip.current?.click()}>
        <Package />
        Choose a zip file…
      </button>
      <FileInput ref={folder} label="Data set folder" folder onFiles={onFolder} />
      <FileInput
        ref={zip}
        label="Data set zip file"
        accept=".zip,application/zip"
        onFiles={([file]) => {
          if (file) onZip(file);
        }}
      />
    </div>
  );
}

function Opening() {
  const { opening, onCancel } = useDataSetOpening();
  if (!opening) return null;
  const { name, progress } = opening;
  return (
    <div className="stack">
      <div className="button-row">
        <output className="small">
          Reading “{name}”
          {progress ? `: ${formatCount(progress.done)} of ${formatCount(progress.total)} annotation files` : '…'}
        </output>
        <button type="button" className="button compact" onClick={onCancel}>
          Cancel
        </button>
      </div>
      <ProgressBar label="Annotations read" value={progress ? progress.done / Math.max(1, progress.total) : null} />
    </div>
  );
}
