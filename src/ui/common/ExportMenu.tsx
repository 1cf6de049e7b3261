import { ChevronDown, Download } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { ExportItem } from '../../state/exports/download';
import { menuPlace, nextMenuItem } from './menu';
import { useDownload } from './use-common';

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
  const { busy, download } = useDownload();
  const choose = (item: ExportItem) => {
    menu.current?.hidePopover();
    download(item);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button compact"
        data-part="exports"
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
          if (!button.current || !menu.current) return;
          const window = { width: document.documentElement.clientWidth, height: innerHeight };
          Object.assign(menu.current.style, menuPlace(button.current.getBoundingClientRect(), window));
        }}
        onKeyDown={moveFocus}
      >
        {items.map((item) => (
          <button key={item.label} type="button" role="menuitem" tabIndex={-1} onClick={() => choose(item)}>
            {item.label}
            <span className="muted">{item.fileName}</span>
          </button>
        ))}
      </div>
    </>
  );
}

/** The keys of a menu. Escape is the popover's own. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const next = nextMenuItem(event.key, items.indexOf(document.activeElement as HTMLElement), items.length);
  // Letters are not shortcuts of the page while a menu is open.
  event.stopPropagation();
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}
