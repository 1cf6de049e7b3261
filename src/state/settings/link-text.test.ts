import { expect, test } from 'vitest';
import { decodePermalink, encodePermalink, permalinkDefaults } from './permalink';

const meant = { sourcePrompt: 'hello', changedParameters: { iterations: 200 } };
const plain = 'v=1&src=hello&its=200';
const encoded = encodeURIComponent(plain);

/** Links as chats, mails, documents and hands leave them, all of which mean the same. */
test.each([
  ['as it was made', plain, 0],
  ['with its mark', `#${plain}`, 0],
  ['with a slash, as routers write it', `#/?${plain}`, 0],
  ['with & written for HTML', '#v=1&amp;src=hello&amp;its=200', 1],
  ['with & written for HTML twice', '#v=1&amp;amp;src=hello&amp;amp;its=200', 1],
  ['with & as a number', '#v=1&#38;src=hello&#x26;its=200', 1],
  ['encoded as a whole', `#${encoded}`, 1],
  ['encoded as a whole, in lower case', `#${encoded.replaceAll(/%../gu, (code) => code.toLowerCase())}`, 1],
  ['encoded as a whole twice', `#${encodeURIComponent(encoded)}`, 1],
  ['encoded as a whole with & for HTML', `#${encodeURIComponent('v=1&amp;src=hello&amp;its=200')}`, 2],
  ['in brackets', `#${plain})`, 1],
  ['at the end of a sentence', `#${plain}.`, 1],
  ['in quotes that the browser encodes', `#${plain}%22`, 0],
  ['between < and > that the browser encodes', `#${plain}%3E`, 0],
  ['with other letters', '#V=1&Src=hello&ITS=200', 0],
  ['with spaces around a number', '#v=1&src=hello&its=%20200+', 0],
  ['with an exponent', '#v=1&src=hello&its=2e2', 0],
  ['with a value that stands twice alike', '#v=1&src=hello&its=200&its=200', 0],
  ['with empty parts', '#&v=1&&src=hello&its=200&', 0],
])('a link %s', (_, fragment, repairs) => {
  const { state, refused, unknown, repaired } = decodePermalink(fragment);
  expect(state).toEqual(meant);
  expect([refused, unknown]).toEqual([[], []]);
  expect(repaired).toHaveLength(repairs);
});

test('a prompt that was encoded twice is read, and said to have been', () => {
  const { state, repaired } = decodePermalink('#v=1&src=day%252C%2520clear&t=a+night');
  expect(state).toEqual({ sourcePrompt: 'day, clear', targetPrompts: ['a night'] });
  expect(repaired).toEqual(['it was encoded twice']);
});

test.each([
  '50%20 rain',
  '%41',
  '%2541',
  'all & amp; more &amp; this',
  'Is it dusk?',
  'It rains.',
  '… (fog)',
  'ä%C3',
  'a\nb',
])('a link of this page with the prompt %j is taken for no damage', (sourcePrompt) => {
  const link = encodePermalink({ ...permalinkDefaults, sourcePrompt, targetPrompts: [sourcePrompt, sourcePrompt] });
  const { state, repaired } = decodePermalink(`#${link}`);
  expect(state).toEqual({ sourcePrompt, targetPrompts: [sourcePrompt, sourcePrompt] });
  expect(repaired).toEqual([]);
});

test('prompts with line breaks are told apart', () => {
  const [first, ...rest] = permalinkDefaults.targetPrompts;
  const targetPrompts = [`${first}\n${rest[0]}`, ...rest.slice(1)];
  expect(decodePermalink(encodePermalink({ ...permalinkDefaults, targetPrompts })).state).toEqual({ targetPrompts });
});

/** What nobody can read is named with its value and the reason, and the rest holds. */
test.each([
  ['its=0x10', 'its', '0x10', 'Iterations must be a number.'],
  ['its=Infinity', 'its', 'Infinity', 'Iterations must be a number.'],
  ['its=', 'its', '', 'Iterations must be a number.'],
  ['its=1.5', 'its', '1.5', 'Iterations must be a whole number.'],
  ['its=1e9', 'its', '1e9', 'Iterations must lie between 1 and 100,000.'],
  ['its=100&its=300', 'its', '300', 'stands twice; the first one holds'],
  ['thr=0x0.8', 'thr', '0x0.8', 'Score threshold must be a number.'],
  ['thr=1.5', 'thr', '1.5', 'Score threshold must lie between 0.05 and 0.99.'],
  ['scene=two', 'scene', 'two', 'Scene must be a number.'],
  [
    'view=nowhere',
    'view',
    'nowhere',
    `View must be one of playground, optimise, train, detect, evaluate, explain, results, runs.`,
  ],
  ['src=caf%E9', 'src', 'caf\uFFFD', 'is not encoded as UTF-8'],
  ['t=a&t=+', 't', ' ', 'is an empty target prompt'],
  ['train.gradientClip=0', 'train.gradientClip', '0', 'Gradient clip must lie between 0.000001 and 1,000,000.'],
  ['eval.domains=moon,night-rainy', 'eval.domains', 'moon', 'is no domain of the built-in scenes'],
  ['eval.a=', 'eval.a', '', 'is no name of a detector'],
])('%s is refused in part', (part, key, value, reason) => {
  const { state, refused } = decodePermalink(`#v=1&lr=0.5&${part}`);
  expect(refused).toEqual([{ key, value, reason }]);
  expect(state.changedParameters).toMatchObject({ learningRate: 0.5 });
});

test('keys that this page does not know are named', () => {
  expect(decodePermalink('#v=1&its=5&utm_source=chat&hello').unknown).toEqual([
    ['utm_source', 'chat'],
    ['hello', ''],
  ]);
});
