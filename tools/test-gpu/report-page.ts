import { curveFigure } from '../../src/runs/export/curve-figure';
import { escapeXml } from '../../src/formats/svg';
import { type Check, groupTitles } from './group';
import { failures, type Report, type ReportedGroup, softwareNotice, verdict } from './report';

const style = `
body { font: 15px/1.5 Helvetica, Arial, sans-serif; color: #1b1e1d; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-top: 1px solid #e0e1dd; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dd { margin: 0; }
.notice { border-left: 4px solid #b04a12; padding-left: .8rem; }
.fail { color: #9c1f26; font-weight: 600; }
.note { color: #565b59; }
svg { max-width: 100%; height: auto; }
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
<style>${style}</style>
</head>
<body>
<h1>GPU regression suite</h1>
<p class="${failed.length === 0 ? 'pass' : 'fail'}">${escapeXml(verdict({ ...report, software: false }))}</p>
${report.software ? `<p class="notice">${escapeXml(softwareNotice)}</p>` : ''}
<dl>${facts(report)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeXml(value)}</dd>`)
    .join('')}</dl>
${report.groups.map(section).join('\n')}
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

function section({ name, checks, figures, wallSeconds }: ReportedGroup): string {
  const drawn = figures.map((figure) =>
    // The declaration of a document of its own has no place inside a page.
    curveFigure({ ...figure, logX: false, logY: false, smoothing: 0, about: null }).replace(/^<\?xml[^>]*>\s*/u, ''),
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
  return `<tr class="${status}"><td>${escapeXml(name)}</td><td>${status}</td><td>${escapeXml(measured)}</td><td>${escapeXml(limit)}</td></tr>`;
}
