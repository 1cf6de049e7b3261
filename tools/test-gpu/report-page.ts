import { curveFigure } from '../../src/runs/figures/curve-figure';
import { quantityLook } from '../../src/runs/figures/line-looks';
import { escapeXml } from '../../src/formats/figures/svg';
import { type Check, groupTitles } from './group';
import { failures, type Report, type ReportedGroup, softwareNotice, verdict } from './report';

/** For the screen, light and dark, and for paper. */
export const reportStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1e1d; --muted: #565b59; --rule: #e0e1dd; --bad: #9c1f26; --warn: #b04a12; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161918; --ink: #e6e8e4; --muted: #a3a9a5; --rule: #363b39; --bad: #ff8f8a; --warn: #f0a36b; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --rule: #bbb; --bad: #900; --warn: #850; }
  section { break-inside: auto; } tr, svg { break-inside: avoid; }
}
body { font: 15px/1.5 Helvetica, Arial, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
section { overflow-x: auto; }
th:first-child, td:first-child { min-width: 10rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
small { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.notice { border-left: 4px solid var(--warn); padding-left: .8rem; }
.status { white-space: nowrap; }
.fail { color: var(--bad); font-weight: 600; }
.note { color: var(--muted); }
svg { max-width: 100%; height: auto; background: #fff; }
`;

/** The report as one page without anything beside it, to read and to attach to an issue. */
export function reportPage(report: Report): string {
  const failed = failures(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GPU regression suite: ${escapeXml(report.adapter)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>GPU regression suite</h1>
<p class="${failed.length === 0 ? 'pass' : 'fail'}">${escapeXml(verdict({ ...report, software: false }))}</p>
${report.software ? `<p class="notice">${escapeXml(softwareNotice)}</p>` : ''}
<dl>${facts(report)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeXml(value)}</dd>`)
    .join('')}</dl>
${report.groups.map(reportSection).join('\n')}
</body>
</html>
`;
}

function facts(report: Report): readonly (readonly [string, string])[] {
  return [
    ['Adapter', report.adapter],
    ['Run in', report.host],
    ['CPU', report.cpu],
    ['Sizes', report.size],
    ['Playground', report.appVersion],
    ...(report.model === null ? [] : [['Model', report.model] as const]),
    ['When', report.when],
  ];
}

/** A group with its checks and figures. */
export function reportSection({ name, checks, figures, wallSeconds }: ReportedGroup): string {
  const drawn = figures.map((figure) =>
    // The declaration of a document of its own has no place inside a page.
    curveFigure({
      ...figure,
      lines: figure.lines.map((line, i) => ({ ...line, look: quantityLook(i) })),
      logX: false,
      logY: false,
      smoothing: 0,
      steady: true,
      about: null,
    }).replace(/^<\?xml[^>]*>\s*/u, ''),
  );
  return `<section>
<h2>${escapeXml(groupTitles[name])}</h2>
<p>${wallSeconds} s</p>
<table><thead><tr><th>check</th><th></th><th>measured</th><th>limit</th></tr></thead><tbody>
${checks.map(row).join('\n')}
</tbody></table>
${drawn.join('\n')}
</section>`;
}

function row({ name, status, measured, limit }: Check): string {
  return `<tr class="${status}"><td>${escapeXml(name)}</td><td class="status">${status}</td><td>${escapeXml(measured)}</td><td>${escapeXml(limit)}</td></tr>`;
}
