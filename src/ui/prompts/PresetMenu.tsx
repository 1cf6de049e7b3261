import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import type { PromptPreset } from '../../state/settings/prompt-presets';

interface PresetMenuProps {
  readonly presets: readonly PromptPreset[];
  readonly onChoose: (preset: PromptPreset) => void;
}

/** Sets of prompts that take the place of those in the rail. */
export function PresetMenu({ presets, onChoose }: PresetMenuProps) {
  const popover = useRef<HTMLFieldSetElement>(null);
  return (
    <>
      <button type="button" className="button compact" popoverTarget="prompt-presets">
        Presets
        <ChevronDown />
      </button>
      <fieldset
        ref={popover}
        id="prompt-presets"
        popover="auto"
        className="popover left preset-list"
        aria-label="Prompt presets"
      >
        {presets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            onClick={() => {
              onChoose(preset);
              popover.current?.hidePopover();
            }}
          >
            <strong>
              {preset.title} <span className="muted">({preset.targetPrompts.length})</span>
            </strong>
            <span className="muted small">{preset.description}</span>
          </button>
        ))}
      </fieldset>
    </>
  );
}
