// `npm run test:gpu -- [options]`: the GPU regression suite on this machine's adapter; exit code 0 when every check passes, 2 on bad use, 1 otherwise.
import { CodedError } from '../src/errors/coded-error';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { judgeSpeeds, readBaseline, type Rig, type Seconds, writeBaseline } from './test-gpu/baseline';
import { writeGoldens } from './test-gpu/goldens-file';
import { groupTitles } from './test-gpu/group';
import { groupWorks, type GroupWork, runWatched } from './test-gpu/groups';
import { openSessionInNode } from './test-gpu/in-node';
import { makeGoldens } from './test-gpu/make-goldens';
import { parseOptions, type SuiteOptions } from './test-gpu/options';
import { openPageSession } from './test-gpu/page-session';
import { failures, type Report, type ReportedGroup, runGroup, softwareNotice, verdict } from './test-gpu/report';
import { reportPage } from './test-gpu/report-page';
import type { Session } from './test-gpu/session';
import { speedsOf } from './test-gpu/speed';
import { exitCodeOfFailure } from './test-gpu/exit-code';

const cpu = cpus()[0]?.model ?? 'unknown';

async function runSuite(session: Session, options: SuiteOptions): Promise<Report> {
  const { backend, model, size, runtime, host } = session;
  const { software } = backend;
  const rig: Rig = { runtime, adapter: backend.adapter ?? 'unknown', software, cpu };
  let seconds: Seconds | null = null;
  const speed: GroupWork = async (_, tell) => {
    seconds = await speedsOf(session, tell.begin);
    if (options.record) console.error(`Recorded ${writeBaseline(rig, seconds, new Date().toISOString())}`);
    for (const check of judgeSpeeds(rig, seconds, readBaseline(rig))) tell.check(check);
  };
  const works = { ...groupWorks, speed };
  if (software) console.error(softwareNotice);
  const groups: ReportedGroup[] = [];
  const report = (): Report => ({
    when: new Date().toISOString(),
    appVersion: packageJson.version,
    ...rig,
    host,
    size: size.name,
    model: `${model.name} ${model.hash}`,
    groups,
    seconds,
  });
  for (const name of options.groups) {
    console.error(`${groupTitles[name]} …`);
    groups.push(await runGroup(name, (tell) => runWatched(works[name], session, tell)));
    keepReport(options.out, report());
  }
  return report();
}

/** Anew after every group, so that a run that is cut off leaves what it found. */
function keepReport(out: string, report: Report): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(out, 'report.html'), reportPage(report));
}

async function withSession<T>(opened: Promise<Session>, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await opened;
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.goldens) {
    writeGoldens(await withSession(openPageSession(options, 'wasm'), makeGoldens));
    return;
  }
  const opened = options.runtime === 'node' ? openSessionInNode() : openPageSession(options);
  const report = await withSession(opened, (session) => runSuite(session, options));
  for (const { group, name, measured, limit } of failures(report))
    console.error(`FAIL ${group}: ${name}: ${measured} (${limit})`);
  console.log(`${verdict(report)}\nReport: ${join(options.out, 'report.html')}`);
  process.exitCode = failures(report).length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof CodedError && error.hint !== '') console.error(error.hint);
  process.exitCode = exitCodeOfFailure(error);
}
// Dawn keeps a thread, which would keep this process.
process.exit();
