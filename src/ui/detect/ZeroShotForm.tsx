import { useId, useState } from 'react';
import { namesIn } from '../../analysis/detection/names-in';
import type { ZeroShotChoice } from '../../state/jobs/detect/zero-shot';
import { ProposalPicker, type ProposalPickerProps } from './ProposalPicker';

/** A background that starts from something, when the user asks for prompts first. */
const firstPrompts = ['a street', 'a house', 'a landscape', 'clouds'];

interface ZeroShotFormProps {
  /** Undefined where a pane shows another detector. */
  readonly choice: ZeroShotChoice | undefined;
  readonly proposals: Omit<ProposalPickerProps, 'chosen'>;
  readonly onChange: (choice: ZeroShotChoice) => void;
}

/** What CLIP alone looks for, where a pane shows it. */
export function ZeroShotForm({ choice, proposals, onChange }: ZeroShotFormProps) {
  if (!choice) return null;
  return (
    <details className="zero-shot-choice">
      <summary>Looks for {choice.classes.join(', ')}</summary>
      <div className="zero-shot">
        <ProposalPicker chosen={choice.proposalSource} {...proposals} />
      </div>
      {/* Remounted with every accepted choice, so that drafts start from it. */}
      <Form key={JSON.stringify(choice)} choice={choice} onChange={onChange} />
    </details>
  );
}

function Form({ choice, onChange }: Pick<ZeroShotFormProps, 'onChange'> & { readonly choice: ZeroShotChoice }) {
  const { background } = choice;
  const id = useId();
  const [margin, setMargin] = useState(background.kind === 'margin' ? background.cosine : 0.25);
  const change = (part: Partial<ZeroShotChoice>) => onChange({ ...choice, ...part });
  return (
    <form className="zero-shot" aria-label="What CLIP alone looks for" onSubmit={(event) => event.preventDefault()}>
      <Names
        label="Classes"
        names={choice.classes}
        hint={`Each is read as “${choice.promptTemplate}”.`}
        onChange={(classes) => change({ classes })}
      />
      <div className="field">
        <label htmlFor={`${id}-kind`}>Background</label>
        <select
          id={`${id}-kind`}
          className="select"
          value={background.kind}
          onChange={(event) =>
            change({
              background:
                event.target.value === 'prompts'
                  ? { kind: 'prompts', prompts: firstPrompts }
                  : { kind: 'margin', cosine: margin },
            })
          }
        >
          <option value="margin">One cosine to beat</option>
          <option value="prompts">Prompts to beat</option>
        </select>
      </div>
      {background.kind === 'margin' ? (
        <div className="field">
          <label htmlFor={`${id}-margin`}>Cosine to beat: {margin.toFixed(2)}</label>
          <input
            id={`${id}-margin`}
            type="range"
            min={0}
            max={0.8}
            step={0.01}
            value={margin}
            onChange={(event) => setMargin(Number(event.target.value))}
            onPointerUp={() => change({ background: { kind: 'margin', cosine: margin } })}
            onKeyUp={() => change({ background: { kind: 'margin', cosine: margin } })}
          />
        </div>
      ) : (
        <Names
          label="Background prompts"
          names={background.prompts}
          hint="The best of them stands for the background."
          onChange={(prompts) => change({ background: { kind: 'prompts', prompts } })}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={choice.secondLook}
          onChange={(event) => change({ secondLook: event.target.checked })}
        />
        Look again at the best {choice.regions} regions, cut out of the image
      </label>
    </form>
  );
}

interface NamesProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly hint: string;
  readonly onChange: (names: readonly string[]) => void;
}

function Names({ label, names, hint, onChange }: NamesProps) {
  const id = useId();
  const [draft, setDraft] = useState(names.join(', '));
  const commit = () => {
    const read = namesIn(draft);
    if (read.join() !== names.join()) onChange(read);
  };
  return (
    <div className="field wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <span className="origin">{hint}</span>
    </div>
  );
}
