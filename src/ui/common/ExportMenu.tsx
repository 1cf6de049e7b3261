import { ChevronDown, Download } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { downloadExport, type ExportItem } from '../../state/exports/download';

interface ExportMenuProps {
  /** What is exported: the button's and the menu's name. */
  readonly name: string;
  readonly items: readonly ExportItem[];
  /** Why nothing can be exported now; null where something can. */
  readonly unavailable?: string | null;
}

/** A button with a menu of files, each made when it is chosen. */
export function ExportMenu({ name, items, unavailable = null }: ExportMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const choose = async (item: ExportItem) => {
    menu.current?.hidePopover();
    setBusy(true);
    await downloadExport(item);
    setBusy(false);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button compact"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={name}
        aria-busy={busy}
        disabled={busy || unavailable !== null}
        title={unavailable ?? undefined}
      >
        <Download />
        {busy ? 'Preparing…' : 'Export'}
        <ChevronDown />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="popover export-menu"
        aria-label={name}
        onToggle={(event) => {
          const opened = event.newState === 'open';
          setOpen(opened);
          if (opened) menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
        }}
        onBeforeToggle={() => {
          if (button.current && menu.current) placeBeside(button.current, menu.current);
        }}
        onKeyDown={moveFocus}
      >
        {items.map((item) => (
          <button key={item.label} type="button" role="menuitem" tabIndex={-1} onClick={() => void choose(item)}>
            {item.label}
            <span className="muted">{item.fileName}</span>
          </button>
        ))}
      </div>
    </>
  );
}

/** Under its button, or above where there is more room, with the right edges together. */
function placeBeside(button: HTMLElement, menu: HTMLElement): void {
  const { top, bottom, right } = button.getBoundingClientRect();
  const below = innerHeight - bottom;
  const edge = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
  const under = below >= 300 || below >= top;
  menu.style.inset = under ? `${bottom + 4}px ${edge} auto auto` : `auto ${edge} ${innerHeight - top + 4}px auto`;
  menu.style.maxHeight = `${(under ? below : top) - 16}px`;
}

/** The keys of a menu. Escape is the popover's own. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = nextIndex(event.key, at, all.length);
  // Letters are not shortcuts of the page while a menu is open.
  event.stopPropagation();
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (next === null) return;
  event.preventDefault();
  all[next]?.focus();
}

function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
