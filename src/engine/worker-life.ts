/** Names of the locks that engine workers hold as long as they live; the name of the worker is the name of its lock. */
export const lifeLockPrefix = 'clip-the-gap-engine-';

/** Called by the worker: takes its lock for life, and says when it holds it. Without the Web Locks interface nothing is watched. */
export function holdLifeLock(name: string, onHeld: () => void): void {
  if (!name.startsWith(lifeLockPrefix) || !('locks' in navigator)) return;
  void navigator.locks.request(name, () => {
    onHeld();
    return new Promise<never>(() => undefined);
  });
}
