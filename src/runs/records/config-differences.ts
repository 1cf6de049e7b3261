/** One setting of several runs. */
export interface ConfigRow {
  /** Nested keys joined with points, e.g. `config.learningRate`. */
  readonly key: string;
  /** As text, one for each run; null where a run has no such setting. */
  readonly values: readonly (string | null)[];
  readonly same: boolean;
}

/** Every setting of the configurations, side by side, in the order in which they are met. */
export function compareConfigs(configs: readonly unknown[]): readonly ConfigRow[] {
  const flat = configs.map(flattenConfig);
  const keys = new Set(flat.flatMap((settings) => [...settings.keys()]));
  return [...keys].map((key) => {
    const values = flat.map((settings) => settings.get(key) ?? null);
    return { key, values, same: values.every((value) => value === values[0]) };
  });
}

/** The settings of a configuration by their path. Lists of plain values stay one setting; numbers of a tensor are told by count and norm. */
export function flattenConfig(config: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (value === undefined) return;
    if (value instanceof Float32Array) found.set(path, describeNumbers(value));
    else if (Array.isArray(value) && value.every(isPlain)) found.set(path, value.map(plainText).join('; '));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) walk(child, path === '' ? key : `${path}.${key}`);
    } else found.set(path, plainText(value));
  };
  walk(config, '');
  return found;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'none';
}

function describeNumbers(values: Float32Array): string {
  return `${values.length} numbers, norm ${Math.hypot(...values).toPrecision(6)}`;
}
