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

/** A lock of this tab. Work that ends and work that begins may hold it together for a moment. */
interface HeldLock {
  holders: number;
  /** Frees the lock; null where another tab has it. */
  readonly unlock: Promise<(() => void) | null>;
}

/** Of this tab, by the id of the run. */
const heldLocks = new Map<string, HeldLock>();

/**
 * Claims a run for this tab.
 * @returns what leaves the run to whoever wants to go on with it; null where another tab works on it. Without locks nobody can say, and everybody may
 */
export async function claimRun(id: string): Promise<(() => void) | null> {
  const locks = browserLocks();
  if (locks === null) return () => undefined;
  const lock = heldLocks.get(id) ?? { holders: 0, unlock: requestLock(locks, id) };
  heldLocks.set(id, lock);
  lock.holders++;
  const unlock = await lock.unlock;
  let holds = true;
  const release = () => {
    if (!holds) return;
    holds = false;
    lock.holders--;
    if (lock.holders > 0) return;
    heldLocks.delete(id);
    unlock?.();
  };
  if (unlock !== null) return release;
  release();
  return null;
}

function requestLock(locks: LockManager, id: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    locks
      .request(prefix + id, { ifAvailable: true }, (lock) => {
        if (lock !== null) return new Promise<void>((unlock) => resolve(unlock));
        resolve(null);
      })
      // A browser that refuses locks, as in a sandboxed frame, is as one without them.
      .catch(() => resolve(() => undefined));
  });
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
  return new Set(ids.filter((id) => names.has(prefix + id) && !heldLocks.has(id)));
}

/** Null where the address is not secure, and outside of a browser. */
function browserLocks(): LockManager | null {
  return 'navigator' in globalThis && 'locks' in navigator ? navigator.locks : null;
}
