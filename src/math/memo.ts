/** Remembers one value for each object, as long as the object lives. For pure functions of what never changes. */
export function memo<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = known.get(key) ?? { value: compute(key) };
    known.set(key, entry);
    return entry.value;
  };
}

/** Remembers the newest value, as long as every part that it follows from stays what it is. */
export function memoNewest<Input, Value>(
  partsOf: (input: Input) => readonly unknown[],
  compute: (input: Input) => Value,
): (input: Input) => Value {
  let newest: { readonly parts: readonly unknown[]; readonly value: Value } | null = null;
  return (input) => {
    const parts = partsOf(input);
    if (newest?.parts.every((part, at) => part === parts[at])) return newest.value;
    const value = compute(input);
    newest = { parts, value };
    return value;
  };
}
