type Draw = () => void;

/** In the order in which they came. */
const waiting = new Set<Draw>();
let scheduled = false;

/** Draws pictures one after the other, each in a task of its own, so that a key that is typed comes between. @returns the way to take it back. */
export function drawSoon(draw: Draw): () => void {
  waiting.add(draw);
  schedule();
  return () => void waiting.delete(draw);
}

function schedule(): void {
  if (scheduled || waiting.size === 0) return;
  scheduled = true;
  setTimeout(drawNext, 0);
}

function drawNext(): void {
  scheduled = false;
  const [next] = waiting;
  if (next === undefined) return;
  waiting.delete(next);
  next();
  schedule();
}
