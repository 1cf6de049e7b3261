import { type ComponentType, useEffect, useState } from 'react';

/** A view in a chunk of its own. */
export interface LaterView {
  /** Shows the view; until its chunk is there, that it loads, and where the chunk does not come, why and what to do. */
  readonly Component: ComponentType;
  /** Fetches the chunk, unless it is there. */
  readonly fetch: () => Promise<void>;
}

/** @param load imports the chunk; it is called again where it failed */
export function laterView(load: () => Promise<ComponentType>): LaterView {
  let View: ComponentType | null = null;
  const fetch = async () => {
    View ??= await load();
  };

  function Component() {
    const [progress, setProgress] = useState<'loading' | 'failed' | 'there'>('loading');
    useEffect(() => {
      if (progress !== 'loading') return undefined;
      let left = false;
      const become = (next: 'failed' | 'there') => () => {
        if (!left) setProgress(next);
      };
      fetch().then(become('there'), become('failed'));
      return () => {
        left = true;
      };
    }, [progress]);
    if (View) return <View />;
    if (progress === 'failed') return <ViewMissing onAgain={() => setProgress('loading')} />;
    return (
      <p role="status" className="view-loading muted">
        Loading this view…
      </p>
    );
  }

  return { Component, fetch };
}

function ViewMissing({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div role="alert" className="view-missing">
      <p>
        <strong>This view could not be loaded.</strong> The connection failed, or the host has a newer version of this
        page. Load it again; if that fails with a good connection, reload the page: runs, prompts and detectors are
        kept.
      </p>
      <button type="button" className="button" onClick={onAgain}>
        Load again
      </button>
    </div>
  );
}
