/**
 * The prompts that a file of learned offsets or styles names in its metadata, as a JSON array.
 * @param broken makes the error of the file's kind from a reason
 */
export function readPromptList(
  json: string,
  count: number,
  broken: (reason: string, cause?: unknown) => Error,
): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch (cause) {
    throw broken('its list of prompts is not valid JSON', cause);
  }
  const isValid =
    Array.isArray(list) &&
    list.length === count &&
    list.every((prompt): prompt is string => typeof prompt === 'string');
  if (!isValid) throw broken(`its metadata does not name ${count} prompts`);
  return list as string[];
}
