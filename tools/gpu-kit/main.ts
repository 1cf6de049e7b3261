// `./run` of the kit: looks for the GPU, runs the suite in parts, each in a process of its own, and writes the report anew after every result.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { appVersion } from '../../src/method/app-version';
import type { Check, Figure } from '../test-gpu/group';
import { brokenOff, type ReportedGroup, softwareNotice } from '../test-gpu/report';
import { inUnit } from './kit-page';
import { type AdapterFinding, findKitAdapter, findNvidia } from './find-adapter';
import { type KitOptions, parseKitOptions, type StageName } from './kit-options';
import { exitCodeOf, type KitReport, kitVerdict, spreadOf, timesAsFast } from './kit-report';
import { writeKitReport } from './keep-report';
import type { PartMessage } from './messages';
import { type PartEnd, runPart } from './run-part';
import { partOf, secondsOfNext, stagesOf, unmeasured } from './stages';
import { runTorchHalf, type TorchHalf } from './torch-half';
import { exitCodeOfFailure } from '../test-gpu/exit-code';

const started = performance.now();
const elapsed = () => (performance.now() - started) / 1000;

function say(line: string): void {
  process.stdout.write(`[${elapsed().toFixed(0).padStart(3)} s] ${line}\n`);
}

class KitRun {
  readonly #options: KitOptions;
  #report: KitReport;
  #environment: AdapterFinding['environment'] = {};

  constructor(options: KitOptions) {
    this.#options = options;
    this.#report = {
      when: new Date().toISOString(),
      appVersion,
      runtime: 'node',
      host: `Node ${process.versions.node} with Dawn`,
      adapter: 'none',
      software: false,
      size: options.size ?? 'full',
      cpu: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} threads`,
      model: null,
      groups: [],
      seconds: null,
      details: { none: 'none was looked for yet' },
      attempts: [],
      nvidia: findNvidia(),
      measurements: [],
      torch: null,
      skipped: [],
      finished: false,
      wallSeconds: 0,
    };
  }

  async run(): Promise<KitReport> {
    const { out, size, adapter: wanted } = this.#options;
    this.#keep({});
    const { adapter, environment, attempts } = await findKitAdapter(out, wanted, this.#report.nvidia);
    this.#environment = environment;
    const software = adapter?.software ?? false;
    this.#keep({
      attempts,
      adapter: adapter?.name ?? 'none',
      software,
      details: adapter?.details ?? { none: 'no adapter' },
      size: size ?? (software ? 'small' : 'full'),
    });
    for (const { how, outcome } of attempts) say(`Adapter by ${how}: ${outcome}`);
    if (software) say(softwareNotice);
    const stages = stagesOf(this.#options, this.#report.size);
    for (const index of stages.keys()) await this.#stage(stages.slice(index), adapter !== null);
    this.#keep({ finished: true });
    return this.#report;
  }

  /** The first of those that are to come. */
  async #stage(toCome: readonly StageName[], hasAdapter: boolean): Promise<void> {
    const name = toCome[0]!;
    const left = this.#options.seconds - elapsed() - 2;
    if (name !== 'torch' && !hasAdapter) return this.#skip(name, 'There is no adapter.');
    if (left < 5) return this.#skip(name, 'No time is left.');
    const most = secondsOfNext(toCome, left, this.#report.size);
    say(`${name}, at most ${most.toFixed(0)} s`);
    if (name === 'torch') return this.#torch(most);
    const { part, group } = partOf(name);
    const only = part === 'measurements' ? unmeasured(this.#report, this.#report.size) : null;
    if (only?.length === 0) return;
    const begun = performance.now();
    const [checks, figures]: [Check[], Figure[]] = [[], []];
    const others = this.#report.groups;
    const show = () => {
      if (group === null) return this.#keep({});
      const wallSeconds = Math.round((performance.now() - begun) / 100) / 10;
      const reported: ReportedGroup = { name: group, checks: [...checks], figures: [...figures], wallSeconds };
      this.#keep({ groups: [...others, reported] });
    };
    const check = (found: Check) => {
      const small = name === 'first-kernels' && this.#report.size === 'full';
      const named = small ? { ...found, name: `small sizes: ${found.name}` } : found;
      checks.push(named);
      say(`${named.status.padEnd(4)} ${named.name}: ${named.measured}`);
      show();
    };
    const request = { part, size: this.#report.size, seconds: most - 3, only, adapter: this.#options.adapter };
    const end = await runPart(request, this.#environment, most, (message) =>
      this.#hear(message, name, check, (figure) => {
        figures.push(figure);
        show();
      }),
    );
    const last = endCheck(end);
    if (last === null) return show();
    if (group !== null) return check(last);
    this.#skip('during' in end ? end.during : name, last.measured);
  }

  #hear(message: PartMessage, stage: string, check: (found: Check) => void, figure: (found: Figure) => void): void {
    switch (message.kind) {
      case 'check':
        if (stage.endsWith('measurements')) this.#skip(stage, message.check.measured);
        else check(message.check);
        return;
      case 'figure':
        return figure(message.figure);
      case 'measured': {
        const { measurement } = message;
        const { median, least, most } = spreadOf(measurement);
        const of = (value: number) => inUnit(value, measurement.unit);
        say(`${measurement.title}: ${of(median)} (${of(least)} to ${of(most)})`);
        return this.#keep({ measurements: [...this.#report.measurements, measurement] });
      }
      case 'skipped':
        // What had no time comes again with what is left of it.
        if (stage === 'measurements' && message.why.startsWith('Not started')) return;
        return this.#skip(message.id, message.why);
      case 'model':
        return this.#keep({ model: message.model });
      case 'adapter':
      case 'begins':
      case 'done':
        return;
      default:
        message satisfies never;
    }
  }

  async #torch(seconds: number): Promise<void> {
    const show = (torch: TorchHalf) => {
      this.#keep({ torch });
      const theirs = torch.measurements.at(-1);
      const ours = this.#report.measurements.find(({ id }) => id === theirs?.id);
      const ratio = ours === undefined ? null : timesAsFast(ours, theirs);
      if (theirs !== undefined)
        say(
          `PyTorch: ${theirs.title}: ${inUnit(spreadOf(theirs).median, theirs.unit)}${ratio === null ? '' : `; this is ${ratio.toPrecision(3)} times as fast`}`,
        );
    };
    const torch = await runTorchHalf(this.#report.size, seconds - 5, show);
    this.#keep({ torch });
    for (const { name, why } of torch.skipped) this.#skip(name, why);
    if (torch.why !== null) this.#skip('torch', torch.why);
  }

  #skip(name: string, why: string): void {
    say(`${name} is left out: ${why}`);
    this.#keep({ skipped: [...this.#report.skipped, { name, why }] });
  }

  #keep(news: Partial<KitReport>): void {
    this.#report = { ...this.#report, ...news, wallSeconds: Math.round(elapsed()) };
    writeKitReport(this.#options.out, this.#report);
  }
}

/** What a part's end says where it did not come to its own. */
function endCheck(end: PartEnd): Check | null {
  switch (end.kind) {
    case 'finished':
      return null;
    case 'cut-off':
      return {
        name: 'the rest of this part',
        status: 'note',
        measured: `Its share of the time ended during ${end.during}.`,
        limit: 'within its time',
      };
    case 'crashed':
      return brokenOff(new Error(`The process ended during ${end.during} by ${end.how}.`));
    default:
      return end satisfies never;
  }
}

try {
  const options = parseKitOptions(process.argv.slice(2));
  const report = await new KitRun(options).run();
  say(kitVerdict(report));
  say(`Report: ${join(options.out, 'report.html')}`);
  process.exitCode = exitCodeOf(report);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOfFailure(error);
}
