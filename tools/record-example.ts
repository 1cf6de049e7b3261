/**
 * `npm run record-example`: uses the page as a visitor would, and keeps the sessions that it exports as what its views show before
 * anything was computed in them. `npm run record-example -- evaluate train` makes only these parts anew.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { exportSession, type Session } from '../src/runs/session/session';
import { packSession, unpackSession } from '../src/runs/session/session-zip';
import { root } from './install.mjs';
import { openPage } from './page';

interface Part {
  readonly what: string;
  /** Links that are opened one after the other; the work of each is done before the next. */
  readonly links: readonly string[];
  /** Does the work of a view that is open with its model. */
  readonly work: (page: Page) => Promise<void>;
  /** The file of what was exported after the last link, below `public/`. */
  readonly file: (session: Session) => readonly [path: string, content: string | Uint8Array];
}

const patience = { timeout: 900_000 } as const;

const optimise = async (page: Page) => {
  await page.getByRole('button', { name: /^Run( again)?$/u }).click(patience);
  await page.getByRole('button', { name: 'Stop' }).waitFor(patience);
  await page.getByLabel('Optimisation status').filter({ hasText: 'Finished' }).waitFor(patience);
};

/** Seeds of each configuration, so that Runs shows a mean with its band. */
const seeds = [1, 2, 3];
const rates = [0.01, 0.03];

/** What is computed in Explain: panel and button. */
const explained = [
  ['A step in slow motion', 'Compute a step'],
  ['A step in slow motion', 'Next iteration'],
  ['A step in slow motion', 'Next iteration'],
  ['Batch norm as released', 'Compare on this crop'],
  ['Images and prompts, before and after', 'Embed the images'],
  ['Prompt workshop', /^Compare with/u],
  // By now prompts are embedded and transforms are there, which are compared with the shifts.
  ['Where does the weather really go?', 'Measure true shifts'],
] as const;

const parts: Readonly<Record<string, Part>> = {
  start: {
    what: 'the first screen: offsets of the default prompts, and what both detectors find with them',
    links: [''],
    work: async (page) => {
      await optimise(page);
      await page.getByRole('region', { name: 'Right pane' }).getByText(/found/u).waitFor(patience);
    },
    // One text, with offsets in half precision: the page fetches it before anything else.
    file: (session) => ['example.session.json', exportSession(session)],
  },
  evaluate: {
    what: 'Evaluate: both shipped detectors on 50 images of night-rainy',
    links: ['#v=1&view=evaluate&eval.domains=night-rainy&eval.n=50'],
    work: async (page) => {
      const begin = page.getByRole('button', { name: 'Evaluate', exact: true }).last();
      await page.getByLabel('Evaluation status').waitFor(patience);
      await begin.click(patience);
      await page.getByLabel('Evaluation status').filter({ hasText: 'Finished' }).waitFor(patience);
    },
    file: (session) => zipOf('evaluate', { ...bare(session), evaluations: session.evaluations }),
  },
  train: {
    what: 'Train: 120 steps of the shipped baseline with the shipped offsets, night-rainy watched',
    links: ['#v=1&view=train&train.steps=120&train.watched=night-rainy'],
    work: async (page) => {
      await page.getByLabel('Training status').waitFor(patience);
      await page
        .getByRole('button', { name: /^(?:Train|New training)$/u })
        .last()
        .click(patience);
      await page
        .getByLabel('Training status')
        .filter({ hasText: /^Trained/u })
        .waitFor(patience);
    },
    file: (session) =>
      zipOf('train', { ...bare(session), runs: session.runs.filter(({ kind }) => kind === 'training') }),
  },
  explain: {
    what: 'Explain: true shifts on 40 streets, a step and two more, batch statistics, embeddings of 8 streets, the words',
    links: ['#v=1&view=explain'],
    work: async (page) => {
      for (const [panel, label] of explained) {
        const region = page.getByRole('region', { name: panel });
        await region.getByRole('button', { name: label }).click(patience);
        // The panel's button cancels until its work is done.
        await region.getByRole('button', { name: 'Cancel' }).waitFor({ ...patience, state: 'detached' });
      }
    },
    file: (session) => zipOf('explain', { ...bare(session), explain: session.explain }),
  },
  runs: {
    what: `Runs: ${rates.length * seeds.length} optimisations of 60 iterations, ${rates.length} learning rates with ${seeds.length} seeds each`,
    links: rates.flatMap((rate) => seeds.map((seed) => `#v=1&view=optimise&its=60&lr=${rate}&seed=${seed}`)),
    work: optimise,
    // Their curves are what is compared; the offsets of the first screen are enough.
    file: (session) =>
      zipOf('runs', {
        ...bare(session),
        runs: session.runs.flatMap((run) => (run.kind === 'optimisation' ? [{ ...run, offsets: null }] : [])),
      }),
  },
};

/** What every part says of itself. */
function bare(session: Session): Session {
  return { ...session, runs: [], evaluations: [], marks: [], detections: null, detectors: [], view: {} };
}

function zipOf(name: string, session: Session): readonly [string, Uint8Array] {
  return [`example/${name}.session.zip`, packSession(session)];
}

async function record({ links, work, file }: Part): Promise<ReturnType<Part['file']>> {
  const opened = await openPage({ address: '', viewport: { width: 1440, height: 900 } });
  try {
    const { page } = opened;
    for (const link of links) {
      if (link !== '') {
        await page.goto(new URL(link, page.url()).href);
        await page.reload();
      }
      await page.getByRole('button', { name: /^Model: Built-in/u }).waitFor(patience);
      await work(page);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export the session' }).click(),
    ]);
    const { session } = await unpackSession(new Blob([await readFile(await download.path())]));
    return file(session);
  } finally {
    await opened.close();
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
// Whatever is written makes the build stale: all is recorded first.
const recorded: ReturnType<Part['file']>[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.error(`${part.what} …`);
  const begun = performance.now();
  recorded.push(await record(part));
  console.error(`… after ${Math.round((performance.now() - begun) / 1000)} s`);
}
await mkdir(join(root, 'public/example'), { recursive: true });
for (const [path, content] of recorded) {
  await writeFile(join(root, 'public', path), content);
  console.error(`public/${path}: ${Math.round(content.length / 1000)} kB`);
}
