// `npm run test:gpu -- [options]`: the GPU regression suite on this machine's adapter; exit code 0 when every check passes, 2 on bad use, 1 otherwise.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { HeadlessError } from './headless/error';
import { BadUse } from './test-gpu/bad-use';
import { writeGoldens } from './test-gpu/goldens-file';
import { groupTitles } from './test-gpu/group';
import { openNodeSuite } from './test-gpu/in-node';
import { PageSuite } from './test-gpu/in-page-suite';
import { makeGoldens } from './test-gpu/make-goldens';
import { parseOptions, type SuiteOptions } from './test-gpu/options';
import { failures, type Report, type ReportedGroup, runGroup, softwareNotice, verdict } from './test-gpu/report';
import { reportPage } from './test-gpu/report-page';
import { openSession } from './test-gpu/session';

const cpu = cpus()[0]?.model ?? 'unknown';
const about = () => ({ when: new Date().toISOString(), appVersion: packageJson.version, cpu });

async function runInPage(options: SuiteOptions): Promise<Report> {
  const session = await openSession(options);
  try {
    const suite = new PageSuite(session, cpu, options.record);
    const groups = await runGroups(options, suite.rig.software, (group) => suite.run(group));
    const { browser, model, size } = session;
    const { seconds } = suite;
    return {
      ...about(),
      ...suite.rig,
      host: browser,
      size: size.name,
      model: `${model.name} ${model.hash}`,
      groups,
      seconds,
    };
  } finally {
    await session.close();
  }
}

async function runInNode(options: SuiteOptions): Promise<Report> {
  const suite = await openNodeSuite(cpu, options.record);
  const groups = await runGroups(options, suite.rig.software, suite.run);
  const host = `Node ${process.versions.node} with Dawn`;
  return { ...about(), ...suite.rig, host, size: suite.size, model: null, groups, seconds: suite.seconds() };
}

async function runGroups(
  options: SuiteOptions,
  software: boolean,
  run: (group: SuiteOptions['groups'][number]) => ReturnType<Parameters<typeof runGroup>[1]>,
): Promise<readonly ReportedGroup[]> {
  if (software) console.error(softwareNotice);
  const groups: ReportedGroup[] = [];
  for (const name of options.groups) {
    console.error(`${groupTitles[name]} …`);
    groups.push(await runGroup(name, () => run(name)));
  }
  return groups;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.goldens) {
    const session = await openSession(options, 'wasm');
    try {
      writeGoldens(await makeGoldens(session));
    } finally {
      await session.close();
    }
    return;
  }
  const report = options.runtime === 'node' ? await runInNode(options) : await runInPage(options);
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(options.out, 'report.html'), reportPage(report));
  for (const { group, name, measured, limit } of failures(report))
    console.error(`FAIL ${group}: ${name}: ${measured} (${limit})`);
  console.log(`${verdict(report)}\nReport: ${join(options.out, 'report.html')}`);
  process.exitCode = failures(report).length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof HeadlessError) console.error(error.hint);
  process.exitCode = error instanceof BadUse ? 2 : 1;
}
// Dawn keeps a thread, which would keep this process.
process.exit();
