type Task = () => void;

const tasks: Task[] = [];
let scheduled = false;

/** Runs tasks one after the other while the page has nothing better to do. @returns the way to take it back. */
export function whenIdle(task: Task): () => void {
  tasks.push(task);
  schedule();
  return () => {
    const at = tasks.indexOf(task);
    if (at >= 0) tasks.splice(at, 1);
  };
}

function schedule(): void {
  if (scheduled || tasks.length === 0) return;
  scheduled = true;
  const next = () => {
    scheduled = false;
    tasks.shift()?.();
    schedule();
  };
  if (typeof requestIdleCallback === 'function') requestIdleCallback(next, { timeout: 500 });
  else setTimeout(next, 30);
}
