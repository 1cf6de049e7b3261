/** Values on their way between Node and the page: JSON, in which typed arrays are base64. Both functions also run in the page, from their source, so each stands alone. */

/** The text of a value. */
export function pack(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, changed: unknown): unknown {
    // A Buffer has turned itself into something else by now.
    const original = this[key];
    if (!ArrayBuffer.isView(original) || original instanceof DataView) return changed;
    const bytes = new Uint8Array(original.buffer, original.byteOffset, original.byteLength);
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return { $typed: Object.prototype.toString.call(original).slice(8, -1), base64: btoa(text) };
  });
}

/** The value of a text that {@link pack} wrote. */
export function unpack(text: string): unknown {
  return JSON.parse(text, (_, value: { readonly $typed?: string; readonly base64: string } | null) => {
    if (typeof value !== 'object' || value === null || typeof value.$typed !== 'string') return value;
    const binary = atob(value.base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    const constructors = globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>;
    return new constructors[value.$typed]!(bytes.buffer);
  });
}
