/**
 * CLIP's byte-level BPE from its merges alone (openai/CLIP `simple_tokenizer.py`). Ids: 256 bytes, the same at the end of a word, one for
 * each merge, start, end; so 48,894 merges make 49,408 ids.
 */
import { CodedError } from '../../errors/coded-error';

export const startToken = '<|startoftext|>';
export const endToken = '<|endoftext|>';
/** Ids of every public CLIP. */
export const clipVocabularySize = 49_408;
const clipMerges = clipVocabularySize - 2 * 256 - 2;

const splitPattern = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/** The printable character that stands for each byte, in the order of the ids. */
export function byteCharacters(): readonly string[] {
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const printable = [...range(33, 126), ...range(161, 172), ...range(174, 255)];
  const rest = range(0, 255).filter((byte) => !printable.includes(byte));
  return [...printable, ...rest.map((_, at) => 256 + at)].map((code) => String.fromCharCode(code));
}

/** The vocabulary that merges make, by id. */
export function vocabularyOf(merges: readonly string[]): ReadonlyMap<string, number> {
  const bytes = byteCharacters();
  const tokens = [
    ...bytes,
    ...bytes.map((character) => `${character}</w>`),
    ...merges.map((merge) => merge.replace(' ', '')),
    startToken,
    endToken,
  ];
  return new Map(tokens.map((token, id) => [token, id]));
}

/**
 * Content of a `tokenizer.json` for CLIP: NFC, single spaces, lower case, CLIP's own splitting, BPE, start and end.
 *
 * @param merges `a b` each, the most frequent first
 * @param vocabulary ids by token, where they do not follow from the merges
 */
export function clipTokenizerJson(
  merges: readonly string[],
  vocabulary: ReadonlyMap<string, number> = vocabularyOf(merges),
): string {
  const special = (content: string) => ({
    id: vocabulary.get(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return JSON.stringify({
    version: '1.0',
    added_tokens: [special(startToken), special(endToken)],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: splitPattern }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: [endToken, vocabulary.get(endToken)],
      cls: [startToken, vocabulary.get(startToken)],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      unk_token: endToken,
      end_of_word_suffix: '</w>',
      vocab: Object.fromEntries(vocabulary),
      merges,
    },
  });
}

/**
 * The merges of `bpe_simple_vocab_16e6.txt`: a line that names the version, then one merge a line. CLIP uses the first 48,894.
 *
 * @throws ModelError `bundle-file-broken` naming the line
 */
export function parseMerges(path: string, text: string): readonly string[] {
  const lines = text.split(/\r?\n/u);
  const first = lines[0]?.includes('#version') ? 1 : 0;
  const merges = lines.slice(first, first + clipMerges).filter((line) => line !== '');
  const bad = merges.findIndex((line) => !/^\S+ \S+$/u.test(line));
  if (merges.length > 0 && bad === -1) return merges;
  throw new CodedError(
    'bundle-file-broken',
    merges.length === 0
      ? `${path} holds no merges.`
      : `${path} holds no merges: line ${first + bad + 1} is not two parts of a word.`,
    'Take bpe_simple_vocab_16e6.txt.gz from the openai/CLIP repository.',
  );
}

/** A tokenizer from the two files of older hub repositories. @throws ModelError `bundle-file-broken` */
export function tokenizerFromVocabAndMerges(
  vocabPath: string,
  vocabJson: string,
  mergesPath: string,
  mergesText: string,
): string {
  const vocabulary = new Map(Object.entries(parseVocab(vocabPath, vocabJson)));
  for (const token of [startToken, endToken]) {
    if (!vocabulary.has(token))
      throw new CodedError('bundle-file-broken', `${vocabPath} has no ${token}.`, 'Use the vocab.json of a CLIP.');
  }
  return clipTokenizerJson(parseMerges(mergesPath, mergesText), vocabulary);
}

function parseVocab(path: string, text: string): Readonly<Record<string, number>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CodedError('bundle-file-broken', `${path} is not valid JSON.`, 'Download it again.', { cause });
  }
  const ids = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : [];
  if (ids.length > 0 && ids.every((id) => Number.isSafeInteger(id) && id >= 0))
    return value as Readonly<Record<string, number>>;
  throw new CodedError('bundle-file-broken', `${path} is not a list of ids by token.`, 'Download it again.');
}
