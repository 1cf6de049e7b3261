import { validationColumn } from '../../runs/records/run-series';

/**
 * The quantities that are drawn of runs: the user's choice, else the total loss and validation AP, else the first.
 * @param names what all of the runs have
 * @param wanted what the user chose; null where nothing was chosen
 */
export function drawnSeries(names: readonly string[], wanted: readonly string[] | null): readonly string[] {
  const chosen = names.filter((name) => wanted?.includes(name));
  if (chosen.length > 0) return chosen;
  const usual = names.filter((name) => name === 'loss_total' || name === validationColumn);
  return usual.length > 0 ? usual : names.slice(0, 1);
}

/** A choice with one more, or one less. */
export function toggled<Value>(chosen: readonly Value[], value: Value): readonly Value[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}
