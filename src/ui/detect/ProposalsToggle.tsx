import { formatCount } from '../format';

interface ProposalsToggleProps {
  /** The most that a shown detector classifies as it is configured. */
  readonly configured: number;
  /** As many as do not make one wait. */
  readonly few: number;
  readonly isFew: boolean;
  readonly onChange: (isFew: boolean) => void;
}

/** For detectors of the reference's size: all their proposals, or few, so that one need not wait. */
export function ProposalsToggle({ configured, few, isFew, onChange }: ProposalsToggleProps) {
  if (configured <= few) return null;
  return (
    <div className="proposals" title="Regions that each detector classifies. Evaluate always takes all of them.">
      <span>Proposals</span>
      <fieldset className="segmented" aria-label="Proposals">
        <button type="button" aria-pressed={!isFew} onClick={() => onChange(false)}>
          {formatCount(configured)}, as configured
        </button>
        <button type="button" aria-pressed={isFew} onClick={() => onChange(true)}>
          {few}, interactive
        </button>
      </fieldset>
    </div>
  );
}
