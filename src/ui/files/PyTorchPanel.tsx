import { Download, FolderOpen } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { labelledDetectors } from '../../analysis/detection/detector-labels';
import { FileInput } from '../common/FileInput';
import { Panel } from '../common/Panel';
import { usePyTorch } from './use-files';

/** On to a cluster, and back: checkpoints that the reference's own code reads and writes. */
export function PyTorchPanel() {
  const { detectors, loaded, hasOffsets, onExport, onImport } = usePyTorch();
  const [chosen, setChosen] = useState('');
  const [withOffsets, setWithOffsets] = useState(true);
  const [classes, setClasses] = useState('');
  const [targetPrompts, setTargetPrompts] = useState('');
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const detector = detectors.some(({ name }) => name === chosen) ? chosen : null;
  const work = async (promise: Promise<void>) => {
    setBusy(true);
    await promise;
    setBusy(false);
  };
  return (
    <Panel title="PyTorch">
      <p className="small">
        A detector and offsets as a <code>.pth</code> that <code>torch.load(weights_only=True)</code>, detectron2 and
        vidit09/domaingen open, with its prompt file, configuration and commands; and their checkpoints back, and those
        of RegionCLIP for COCO.
      </p>
      <div className="field">
        <label className="label-row" htmlFor={`${id}-detector`}>
          What to export
        </label>
        <select
          id={`${id}-detector`}
          className="select"
          value={detector ?? ''}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">CLIP’s visual tower alone</option>
          {labelledDetectors(detectors).map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={withOffsets && hasOffsets}
          disabled={!hasOffsets}
          onChange={(event) => setWithOffsets(event.target.checked)}
        />
        {hasOffsets ? 'With the semantic offsets that training would take' : 'No semantic offsets yet to go with it'}
      </label>
      <div className="button-row">
        <button
          type="button"
          className="button"
          disabled={!loaded || busy}
          onClick={() => void work(onExport(detector, withOffsets && hasOffsets))}
        >
          <Download />
          Export for PyTorch
        </button>
        <button type="button" className="button" disabled={!loaded || busy} onClick={() => input.current?.click()}>
          <FolderOpen />
          Open a .pth…
        </button>
      </div>
      <details>
        <summary className="small">Names that a checkpoint does not hold</summary>
        <div className="stack">
          <p className="muted small">
            Seven classes are taken for Diverse Weather’s, six for those of Comic and Watercolor; fifteen and seven
            offsets for the reference’s prompts. For others, name the classes here, in their order, before you open the
            file. RegionCLIP’s are COCO’s; any that you name here take their place where its CLIP is loaded. Offsets
            without names are called “target 1” and so on; they can be named afterwards, too.
          </p>
          <div className="field">
            <label className="label-row" htmlFor={`${id}-classes`}>
              Class names
            </label>
            <input
              id={`${id}-classes`}
              className="input"
              value={classes}
              placeholder="car, bus, …"
              onChange={(event) => setClasses(event.target.value)}
            />
          </div>
          <div className="field">
            <label className="label-row" htmlFor={`${id}-prompts`}>
              Target prompts
            </label>
            <textarea
              id={`${id}-prompts`}
              className="input"
              rows={3}
              value={targetPrompts}
              placeholder="One a line"
              onChange={(event) => setTargetPrompts(event.target.value)}
            />
          </div>
        </div>
      </details>
      <FileInput
        ref={input}
        label="PyTorch checkpoint"
        accept=".pth,.pt,.bin"
        onFiles={([file]) => {
          if (file) void work(onImport(file, { classes, targetPrompts }));
        }}
      />
    </Panel>
  );
}
