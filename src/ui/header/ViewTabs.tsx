import { useViews } from './use-header';

export function ViewTabs() {
  const { views, current, onShow } = useViews();
  return (
    <nav className="view-tabs" aria-label="Views">
      {views.map(({ name, title }, i) => (
        <button
          key={name}
          type="button"
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
