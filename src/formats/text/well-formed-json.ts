/**
 * JSON that every reader takes: half a surrogate pair becomes U+FFFD. `JSON.stringify` writes it as `\ud800`, which is no text in UTF-8,
 * and strict readers, such as those of safetensors, refuse the whole file.
 *
 * @param space as for `JSON.stringify`
 */
export function wellFormedJson(value: unknown, space?: number): string {
  const json = JSON.stringify(value, null, space) ?? 'null';
  return json.replaceAll(/\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/gu, (escape) =>
    escape.startsWith('\\ud') ? '\ufffd' : escape,
  );
}
