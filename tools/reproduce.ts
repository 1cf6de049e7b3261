// `npm run reproduce -- [options]`: trains every row of the table with every seed, tests it, and writes docs/ablation.md. It goes on where it stopped.
import { existsSync } from 'node:fs';
import { buildWhenStale } from './page';
import { parseOptions } from './reproduce/options';
import { writeReport } from './reproduce/report';
import { prepareLearned } from './reproduce/learned';
import { type Row, rows } from './reproduce/rows';
import { runOnce } from './reproduce/run';
import { fileOf, runName } from './reproduce/stored-run';
import { type Task, tasksOf } from './reproduce/tasks';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const tasks = tasksOf(options);
  const open = tasks.filter(({ row, seed }) => !existsSync(fileOf(row, seed)));
  if (options.only === 'list') {
    for (const task of tasks) console.log(`${runName(task.row, task.seed)} ${open.includes(task) ? 'open' : 'done'}`);
    return;
  }
  if (options.only === null) {
    await buildWhenStale();
    for (const row of new Set(open.map((task): Row => rows[task.row]))) await prepareLearned(row.learned);
    await work(open, options.jobs, async ({ row, seed }) => {
      const { validation, domains } = await runOnce(row, seed, options.scale);
      const percent = (ap: number | null) => (100 * (ap ?? 0)).toFixed(1);
      const unseen = domains.map(({ domain, map50 }) => `${domain} ${percent(map50.voc11)}`);
      console.error(`${runName(row, seed)}: validation ${percent(validation.map50.voc11)}; ${unseen.join(', ')}`);
      writeReport();
    });
  }
  writeReport();
}

/** Works on several tasks at a time, in order, and says how long the rest will take. */
async function work(tasks: readonly Task[], jobs: number, run: (task: Task) => Promise<void>): Promise<void> {
  const started = Date.now();
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
      console.error(`${runName(task.row, task.seed)}: begins`);
      await run(task);
      done++;
      const minutes = ((Date.now() - started) / done / 60_000) * (tasks.length - done);
      console.error(`${done} of ${tasks.length} runs done, about ${Math.ceil(minutes)} minutes left`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
