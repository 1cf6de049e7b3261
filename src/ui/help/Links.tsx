import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { appVersion } from '../../method/app-version';
import { bibtex, paper } from '../../method/citation';

/** Pages that the build holds beside this one. */
const pages = [
  ['docs/page.html', 'What the page does'],
  ['docs/methods.html', 'The methods'],
  ['docs/metrics.html', 'The metrics'],
  ['docs/decisions.html', 'Why it is so'],
  ['models/builtin/README.html', 'Model card'],
] as const;

/** The paper, its code, what is written about this page, and how to cite the paper. */
export function Links() {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = () => {
    navigator.clipboard.writeText(bibtex).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    );
  };
  return (
    <div className="links">
      <h3>Links</h3>
      <ul>
        <li>
          <a href={paper.address}>The paper</a>: Vidit, Engilberge, Salzmann, “{paper.title}”, CVPR {paper.year}, and{' '}
          <a href={paper.code}>its code</a>.
        </li>
        <li>
          {pages.map(([address, title], at) => (
            <span key={address}>
              {at > 0 ? ' · ' : ''}
              <a href={`./${address}`}>{title}</a>
            </span>
          ))}
        </li>
      </ul>
      <details open={copied === 'refused'}>
        <summary>Citation</summary>
        {/* What scrolls must be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0}>{bibtex}</pre>
      </details>
      <div className="button-row">
        <button type="button" className="button compact" onClick={copy}>
          {copied === 'yes' ? <Check /> : <Copy />}
          Copy BibTeX
        </button>
        <output className="small muted">
          {copied === 'yes' ? 'Copied.' : copied === 'refused' ? 'The browser refused; copy it from above.' : ''}
        </output>
      </div>
      <p className="muted small">Version {appVersion}.</p>
    </div>
  );
}
