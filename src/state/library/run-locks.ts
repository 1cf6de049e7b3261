/** Names of the locks that tabs hold for the runs that they work on. A closed or crashed tab holds none. */
const prefix = 'clip-the-gap-run/';
/** A page that is being reloaded may hold its locks for a moment longer. */
const patience = { times: 4, milliseconds: 250 } as const;

/** What is said of such a run. */
export const anotherTab = {
  tone: 'info',
  message: 'Another tab works on this run.',
  hint: 'Stop it there, or close that tab, to go on with it here.',
} as const;

/** Of this tab, by the id of the run. */
const releases = new Map<string, () => void>();

/** @returns false where another tab works on the run; without locks nobody can say, and everybody may */
export async function claimRun(id: string): Promise<boolean> {
  const locks = browserLocks();
  if (locks === null || releases.has(id)) return true;
  return new Promise((resolve) => {
    void locks.request(prefix + id, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<void>((release) => releases.set(id, release));
    });
  });
}

/** Leaves a run to whoever wants to go on with it. */
export function releaseRun(id: string): void {
  releases.get(id)?.();
  releases.delete(id);
}

/** Which of these runs other tabs work on. */
export async function runsElsewhere(ids: readonly string[]): Promise<ReadonlySet<string>> {
  let held = await heldElsewhere(ids);
  for (let time = 1; time < patience.times && held.size > 0; time++) {
    await new Promise((resolve) => setTimeout(resolve, patience.milliseconds));
    held = await heldElsewhere(ids);
  }
  return held;
}

async function heldElsewhere(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { held = [] } = (await browserLocks()?.query()) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return new Set(ids.filter((id) => names.has(prefix + id) && !releases.has(id)));
}

/** Null where the address is not secure, and outside of a browser. */
function browserLocks(): LockManager | null {
  return 'navigator' in globalThis && 'locks' in navigator ? navigator.locks : null;
}
