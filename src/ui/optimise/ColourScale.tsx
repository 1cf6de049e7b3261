import { HeatMap } from './HeatMap';

const steps = 64;
const ramp = Array.from({ length: steps }, (_, i) => i / (steps - 1));

interface ColourScaleProps {
  readonly min: string;
  readonly max: string;
  readonly label: string;
}

export function ColourScale({ min, max, label }: ColourScaleProps) {
  return (
    <div className="colour-scale">
      <span>{min}</span>
      <HeatMap values={ramp} width={steps} height={1} min={0} max={1} label={label} />
      <span>{max}</span>
    </div>
  );
}
