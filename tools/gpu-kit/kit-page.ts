import type { Measurement } from '../../src/engine/inspection/measurements/planned';
import { escapeXml } from '../../src/formats/figures/svg';
import { failures, softwareNotice } from '../test-gpu/report';
import { reportSection, reportStyle } from '../test-gpu/report-page';
import { type KitReport, kitVerdict, spreadOf, timesAsFast } from './kit-report';

/** The kit's report as one page without anything beside it. */
export function kitPage(report: KitReport): string {
  const failed = failures(report).length > 0;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GPU kit: ${escapeXml(report.adapter)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>CLIP the Gap on this GPU</h1>
<p class="${failed ? 'fail' : 'pass'}">${escapeXml(kitVerdict({ ...report, software: false }))}</p>
${report.software ? `<p class="notice">${escapeXml(softwareNotice)}</p>` : ''}
${facts(report)}
${measured(report)}
${report.groups.map(reportSection).join('\n')}
${leftOut(report)}
${machine(report)}
</body>
</html>
`;
}

function facts(report: KitReport): string {
  const { torch, nvidia } = report;
  return list([
    ['Adapter', report.adapter],
    ...(nvidia.smi === null ? [] : [['nvidia-smi', nvidia.smi] as const]),
    ['Run in', report.host],
    ['PyTorch', torchWords(torch)],
    ['CPU', report.cpu],
    ['Sizes', report.size],
    ['Playground', report.appVersion],
    ...(report.model === null ? [] : [['Model', report.model] as const]),
    ['When', `${report.when}, ${report.wallSeconds} s`],
  ]);
}

function torchWords(torch: KitReport['torch']): string {
  if (torch === null) return 'not asked';
  const { about, why } = torch;
  const there = about === null ? '' : `${about.torch} on ${about.device}, CUDA ${about.cuda ?? 'none'}, float32. `;
  return `${there}${why ?? ''}`;
}

/** What one run differs from another by, and the same work in PyTorch. */
function measured({ measurements, torch }: KitReport): string {
  const theirs = new Map(torch?.measurements.map((one) => [one.id, one]));
  const own = new Set(measurements.map(({ id }) => id));
  const alone = (torch?.measurements ?? []).filter(({ id }) => !own.has(id));
  if (measurements.length + alone.length === 0) return '';
  const rows = [
    ...measurements.map((one) => row(one.title, one, theirs.get(one.id))),
    ...alone.map((one) => row(one.title, undefined, one)),
  ];
  return `<section>
<h2>Speed</h2>
<p>The median of the runs after the warm-up, and from the least to the most of them. “Times as fast” is above 1 where this is faster than PyTorch on the same card.</p>
<table><thead><tr><th>what</th><th class="number">median</th><th class="number">least to most</th><th class="number">PyTorch</th><th class="number">times as fast</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</section>`;
}

function row(title: string, ours: Measurement | undefined, theirs: Measurement | undefined): string {
  const ratio = ours === undefined ? null : timesAsFast(ours, theirs);
  const details = Object.entries((ours ?? theirs)?.details ?? {}).map(([name, value]) => `${name}: ${figure(value)}`);
  const cells = [
    ours === undefined ? '–' : inUnit(spreadOf(ours).median, ours.unit),
    ours === undefined
      ? '–'
      : `${inUnit(spreadOf(ours).least, ours.unit)} to ${inUnit(spreadOf(ours).most, ours.unit)}`,
    theirs === undefined ? '–' : inUnit(spreadOf(theirs).median, theirs.unit),
    ratio === null ? '–' : short(ratio),
  ];
  return `<tr><td>${escapeXml(title)}<br><small>${escapeXml(details.join('; '))}</small></td>${cells
    .map((cell) => `<td class="number">${escapeXml(cell)}</td>`)
    .join('')}</tr>`;
}

function figure(value: string | number): string {
  return typeof value === 'number' ? short(value) : value;
}

/** A figure of a measurement with its unit; short times in milliseconds and microseconds. */
export function inUnit(value: number, unit: Measurement['unit']): string {
  if (unit === 's') {
    if (value >= 1) return `${short(value)} s`;
    return value >= 1e-3 ? `${short(1e3 * value)} ms` : `${short(1e6 * value)} µs`;
  }
  return unit === 'ratio' || unit === 'count' ? short(value) : `${short(value)} ${unit}`;
}

function short(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function leftOut({ skipped }: KitReport): string {
  if (skipped.length === 0) return '';
  return `<section>
<h2>Left out</h2>
<table><tbody>
${skipped.map(({ name, why }) => `<tr><td>${escapeXml(name)}</td><td>${escapeXml(why)}</td></tr>`).join('\n')}
</tbody></table>
</section>`;
}

function machine({ details, attempts, nvidia }: KitReport): string {
  return `<section>
<h2>The adapter</h2>
${list(attempts.map(({ how, outcome }) => [`Looked for by ${how}`, outcome] as const))}
${list(Object.entries(details).map(([name, value]) => [name, String(value)] as const))}
${list([
  ['CUDA driver', nvidia.cuda ? 'is there' : 'was not found'],
  ['NVIDIA’s Vulkan driver', nvidia.vulkan.length === 0 ? 'was not found' : nvidia.vulkan.join(', ')],
])}
</section>`;
}

function list(pairs: readonly (readonly [string, string])[]): string {
  return `<dl>${pairs.map(([name, value]) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd>`).join('')}</dl>`;
}
