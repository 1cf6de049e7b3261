import { type PromptPictures, seesPhotometricChange } from '../../analysis/photometrics/prompt-pictures';

interface PictureVerdictProps {
  /** Null until the prompt chose. */
  readonly chosen: PromptPictures | null;
  /** Whether image-level methods leave pictures as they are for this prompt. */
  readonly identity: boolean;
  /** Null where that cannot be chosen, because the prompt is not added yet. */
  readonly onIdentity: ((identity: boolean) => void) | null;
}

/** Whether the model sees a photometric change in the words; where it sees none, the identity is offered. */
export function PictureVerdict({ chosen, identity, onIdentity }: PictureVerdictProps) {
  const offered = identity || (chosen?.kind === 'chosen' && !seesPhotometricChange(chosen));
  return (
    <div className="picture-verdict">
      <p className="small" role="status">
        {verdictText(chosen)}
      </p>
      {offered && onIdentity ? (
        <label
          className="check small"
          title="A training by transforms that text chose then uses the pictures unchanged for this prompt"
        >
          <input type="checkbox" checked={identity} onChange={(event) => onIdentity(event.target.checked)} />
          Leave pictures as they are for this prompt
        </label>
      ) : null}
    </div>
  );
}

function verdictText(chosen: PromptPictures | null): string {
  switch (chosen?.kind) {
    case undefined:
      return '';
    case 'no-direction':
      return 'This prompt says what the source prompt says, so it chooses no transform. Change its words.';
    case 'chosen': {
      const best = `Best score ${chosen.confidence.toFixed(2)}`;
      const limit = `95 of 100 prompts without light or weather stay below ${chosen.threshold.toFixed(2)}.`;
      return seesPhotometricChange(chosen)
        ? `${best}; ${limit}`
        : `This model sees no photometric change in these words. ${best}; ${limit}`;
    }
    default:
      return chosen satisfies never;
  }
}
