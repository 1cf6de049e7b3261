import { FolderOpen, Package } from 'lucide-react';
import { useRef } from 'react';
import { FileInput } from '../common/FileInput';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';
import { DataSetCard } from './DataSetCard';
import { useDataSetOpening, useDataSets } from './use-data-sets';

/** The ways to open a data set, and a card for each that is open. */
export function DataPanel() {
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
