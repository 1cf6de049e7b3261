import { useEffect, useRef } from 'react';
import { bindHints } from './bind-hints';

/** The one place where explanations appear, over everything else. */
export function Hints() {
  const hint = useRef<HTMLDivElement>(null);
  useEffect(() => bindHints(hint.current!), []);
  return <div ref={hint} role="tooltip" popover="manual" className="hint" />;
}
