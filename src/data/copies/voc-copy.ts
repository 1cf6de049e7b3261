/**
 * An annotation of Pascal VOC for a copy of its picture: everything stays as it is but the picture's name in `<filename>` and `<path>`, and the
 * encoding that the document declares, because it is written as UTF-8.
 */
export function vocCopy(xml: string, pictureName: string): string {
  return xml
    .replace(/^(\s*<\?xml\s[^>]*?encoding\s*=\s*["'])[^"']*/u, '$1UTF-8')
    .replaceAll(
      /(<(filename|path)(?:\s[^>]*)?>)([^<]*)(?=<\/\2\s*>)/gu,
      (_, start: string, __, text: string) => start + folderPart(text) + escapeText(pictureName),
    );
}

/** Up to the last slash or backslash, with the space before it. */
function folderPart(text: string): string {
  const at = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
  return at < 0 ? '' : text.slice(0, at + 1);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
