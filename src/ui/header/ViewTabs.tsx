import { useEffect, useRef } from 'react';
import { useViews } from './use-header';

/** The views; where they do not all fit, they scroll, and the one that is shown is in sight. */
export function ViewTabs() {
  const { views, current, onShow } = useViews();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    tabs.current?.querySelector(`[data-view="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <nav ref={tabs} className="view-tabs" aria-label="Views">
      {views.map(({ name, title }, i) => (
        <button
          key={name}
          type="button"
          data-view={name}
          aria-current={name === current ? 'page' : undefined}
          title={`${title} (${i + 1})`}
          onClick={() => onShow(name)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
