import { useEffect, useRef } from 'react';
import { useViews } from './use-header';

/** The views; where they do not all fit, they scroll, and the one that is shown is in sight. */
export function ViewTabs() {
  const { views, current, onShow } = useViews();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const list = tabs.current!;
    const show = () =>
      list.querySelector(`[data-view="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
    // It is called at once, and when the room changes.
    const observer = new ResizeObserver(show);
    observer.observe(list);
    return () => observer.disconnect();
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
