/** One `key=value` of a link. */
export interface LinkPair {
  readonly key: string;
  readonly value: string;
  /** The value is no UTF-8, so that nobody can say what was meant. */
  readonly broken: boolean;
}

/** A fragment taken apart, and what had to be undone for it. */
export interface LinkText {
  readonly pairs: readonly LinkPair[];
  /** What happened to the link on its way, in words; empty for a link that is as it was made. */
  readonly repaired: readonly string[];
}

/** Marks that follow a link in a sentence. No link of this page ends on one of them. */
const marksAfterLink = /[\s.,;:!?…'"’”)\]}>]+$/u;
const ampersandEntity = /&(?:amp;|#38;|#x26;)+/giu;
/** A percent sign that was encoded once more, with the two digits that belong to it. */
const encodedTwice = /%25(?=[0-9a-f]{2})/giu;

/**
 * Takes a fragment apart as it was meant: chats, mails and spreadsheets write `&` as `&amp;`, encode what is encoded already, and put a full stop behind it.
 * @param fragment of the address, with or without `#`
 */
export function readLinkText(fragment: string): LinkText {
  const repaired: string[] = [];
  let text = fragment.replace(/^[#!?/\s]+/u, '');
  for (let round = 0; round < 3 && !text.includes('=') && /%(?:25)*3d/iu.test(text); round++) {
    text = decodedOnce(text);
    if (round === 0) repaired.push('it was percent-encoded as a whole');
  }
  const escapes = text.match(/%/gu)?.length ?? 0;
  if (escapes > 0 && (text.match(encodedTwice)?.length ?? 0) === escapes) {
    text = text.replaceAll(encodedTwice, '%');
    repaired.push('it was encoded twice');
  }
  const separated = text.replaceAll(ampersandEntity, '&');
  if (separated !== text) {
    text = separated;
    repaired.push('its & were written as &amp;');
  }
  const marks = marksAfterLink.exec(text)?.[0];
  if (marks !== undefined) {
    text = text.slice(0, -marks.length);
    repaired.push(`“${marks}” at its end was taken as punctuation`);
  }
  const pairs = text.split('&').filter((part) => part !== '');
  return { pairs: pairs.map(pairOf), repaired };
}

/** The text of a link: what {@link readLinkText} takes for damage is encoded, so that a link is read as it was made. */
export function writeLinkText(query: URLSearchParams): string {
  const code = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return query
    .toString()
    .replaceAll(/%25[0-9a-f](?=[0-9a-f])/giu, (escape) => `%25${code(escape.at(-1)!)}`)
    .replace(/\.$/u, code);
}

function pairOf(part: string): LinkPair {
  const [pair] = new URLSearchParams(part);
  const [key, value] = pair ?? ['', ''];
  const broken = value.includes('\uFFFD') && !/%EF%BF%BD|\uFFFD/iu.test(part);
  return { key: key.trim(), value, broken };
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not UTF-8: only what separates keys and values is undone, and the values are named.
    return text.replaceAll(/%3d/giu, '=').replaceAll(/%26/giu, '&').replaceAll(/%25/giu, '%');
  }
}
