import { useId } from 'react';
import type { DetectionThresholds } from '../../geometry/detections';

const sliders = [
  { key: 'boxScoreThresh', label: 'Score threshold', title: 'Detections with a lower score are not shown ([ and ])' },
  {
    key: 'boxNmsThresh',
    label: 'NMS IoU',
    title:
      'A box goes when it overlaps a better one of its class more than this; soft NMS, as RegionCLIP’s, has no such limit',
  },
] as const;

interface ThresholdSlidersProps {
  readonly thresholds: DetectionThresholds;
  readonly onChange: (change: Partial<DetectionThresholds>) => void;
}

/** They act at once: thresholds and non-maximum suppression need no new inference. */
export function ThresholdSliders({ thresholds, onChange }: ThresholdSlidersProps) {
  const id = useId();
  return sliders.map(({ key, label, title }) => (
    <div key={key} className="slider" title={title}>
      <label htmlFor={`${id}-${key}`}>{label}</label>
      <input
        id={`${id}-${key}`}
        type="range"
        min={0.05}
        max={0.99}
        step={0.01}
        value={thresholds[key]}
        onChange={(event) => onChange({ [key]: Number(event.target.value) })}
      />
      <output htmlFor={`${id}-${key}`}>{thresholds[key].toFixed(2)}</output>
    </div>
  ));
}
