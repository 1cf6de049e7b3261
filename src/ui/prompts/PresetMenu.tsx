import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { promptPresets } from '../../state/settings/prompt-presets';
import { store } from '../../state/store/store';

export function PresetMenu() {
  const popover = useRef<HTMLFieldSetElement>(null);
  const { replacePrompts } = store.getState();
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
        {promptPresets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            onClick={() => {
              replacePrompts(preset);
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
