import type { Origin } from '../../state/store/optimisation-slice';
import { Explained } from '../hints/Explained';

const texts: Readonly<Record<Origin, { readonly label: string; readonly title: string }>> = {
  recorded: {
    label: 'Recorded example',
    title:
      'Recorded earlier with this page and opened from an ordinary session file. Nothing here was computed just now.',
  },
  imported: { label: 'From a file', title: 'Opened from a file. Nothing here was computed just now.' },
  restored: { label: 'Earlier visit', title: 'Computed in this browser, before the page was opened anew.' },
  live: { label: 'Live', title: 'Computed just now, on this machine.' },
};

export function OriginBadge({ origin }: { readonly origin: Origin }) {
  const { label, title } = texts[origin];
  return (
    <Explained className={`badge ${origin === 'live' ? 'live' : 'recorded'}`} meaning={title}>
      {label}
    </Explained>
  );
}
