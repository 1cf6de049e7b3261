import { describe, expect, it } from 'vitest';
import { described, type Contents, type Texts } from '../testing';

const label = '0 0.5 0.5 0.5 0.5\n';
const carBox = 'car 10 5 30 15';
const names = 'names: [car, person]\n';
const pair = (image: string, text: string): Texts => ({ [image]: '40x20', [text]: label });

/** Files of each part, and problems. */
async function outlined(texts: Contents) {
  const { parts, problems } = await described(texts);
  return {
    parts: Object.fromEntries(
      parts.map(({ name, images }) => [name, images.map((image) => image.join(' ').replace(` ${carBox}`, ' +'))]),
    ),
    problems,
  };
}

describe('names', () => {
  const set = (yaml: string | Uint8Array<ArrayBuffer>, more: Contents = {}): Contents => ({
    'data.yaml': yaml,
    ...pair('images/a.jpg', 'labels/a.txt'),
    ...more,
  });
  it.each<[string, string, classes: string[]]>([
    ['a list', 'names: [car, person]', ['car', 'person']],
    ['a list of lines', 'names:\n- car\n- "person"\n', ['car', 'person']],
    ['numbers with names', 'names:\n  1: person\n  0: car\n', ['car', 'person']],
    ['numbers', 'names: [0, 1]', ['0', '1']],
    ['nc as a text', 'nc: "2"\nnames: [car, person]', ['car', 'person']],
    ['Windows ends and a mark', '\uFEFFtrain: images\r\nnames:\r\n  0: car\r\n  1: person\r\n', ['car', 'person']],
    ['other letters', 'names: [véhicule, 行人]', ['véhicule', '行人']],
  ])('%s', async (_, yaml, classes) => {
    expect((await described(set(`train: images\n${yaml}`))).classes).toEqual(classes);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, message: string]>([
    [
      'not UTF-8',
      Uint8Array.from('names: [v\u00e9lo]', (letter) => letter.charCodeAt(0)),
      'data.yaml cannot be read as YAML: the file is not UTF-8: line 1 has a byte that does not occur there.',
    ],
    [
      'UTF-16',
      Uint8Array.of(0xff, 0xfe, 0x6e, 0),
      'data.yaml cannot be read as YAML: the file is UTF-16LE, not UTF-8.',
    ],
    [
      'a number twice',
      'names:\n  0: car\n  0: person\n',
      'data.yaml cannot be read as YAML: “names” has the number 0 twice.',
    ],
    ['names twice', 'names: [car]\nnames: [person]\n', 'data.yaml cannot be read as YAML: “names” stands there twice.'],
    ['a truth value', 'names: [true]', 'data.yaml gives class 0 the name true, which YAML takes for no text.'],
    ['an empty name', 'names: [car, ""]', 'data.yaml gives class 1 no name.'],
    ['one name', 'names: car', 'data.yaml has “names” that are no list.'],
    ['a truth value for a count', 'nc: true\nnames: [car]', 'data.yaml says nc: true, but names 1 classes.'],
    ['another count', 'nc: 80\nnames: [car]', 'data.yaml says nc: 80, but names 1 classes.'],
    ['deep nesting', `names: ${'['.repeat(20_000)}`, 'data.yaml cannot be read as YAML: it is nested too deep.'],
    ['deep mappings', `names: ${'{a: '.repeat(20_000)}`, 'data.yaml cannot be read as YAML: it is nested too deep.'],
  ])('%s is refused', async (_, yaml, message) => {
    await expect(described(set(yaml))).rejects.toMatchObject({ code: 'data-set-unreadable', message });
  });

  it('of the file that names splits count; others are named, and so is one that is broken', async () => {
    const { classes, problems } = await described(
      set(`train: images\n${names}`, { 'a_hyp.yaml': 'lr0: 0.01\nnames: [dog]\n', 'args.yml': 'x: [' }),
    );
    expect(classes).toEqual(['car', 'person']);
    expect(problems).toEqual([
      expect.stringMatching(/^data\.yaml: args\.yml cannot be read as YAML: /u),
      'a_hyp.yaml: The file names classes, too; those of data.yaml are taken.',
    ]);
  });

  it('two of one name are one class, and named', async () => {
    const { classes, parts, problems } = await described({
      'data.yaml': 'train: images\nnames: [car, dog, car, bus]',
      'images/a.jpg': '40x20',
      'labels/a.txt': '2 0.5 0.5 0.5 0.5\n3 0.25 0.5 0.1 0.2\n',
    });
    expect(classes).toEqual(['car', 'dog', 'bus']);
    expect(parts[0]?.images).toEqual([['images/a.jpg', carBox, 'bus 8 8 12 12']]);
    expect(problems).toEqual(['data.yaml: Class 2 has the name “car” of class 0; they count as one class.']);
  });

  it.each(['valid', 'validation'])('`%s` is `val`', async (word) => {
    const { parts } = await outlined({
      'data.yaml': `train: a/images\n${word}: b/images\n${names}`,
      ...pair('a/images/a.jpg', 'a/labels/a.txt'),
      ...pair('b/images/b.jpg', 'b/labels/b.txt'),
    });
    expect(parts).toEqual({ train: ['a/images/a.jpg +'], val: ['b/images/b.jpg +'] });
  });

  it('sixty thousand take less than a second of work', async () => {
    const count = 60_000;
    const mapping = Array.from({ length: count }, (_, i) => `  ${i}: class ${i}\n`).join('');
    const list = Array.from({ length: count }, (_, i) => `- 'class ${i}'\n`).join('');
    for (const yaml of [`train: images\nnames:\n${mapping}nc: ${count}\n`, `names:\n${list}train: images\n`]) {
      const before = process.cpuUsage();
      const { classes } = await described(set(yaml));
      const { user, system } = process.cpuUsage(before);
      expect([classes.length, classes[59_999]]).toEqual([count, 'class 59999']);
      expect((user + system) / 1e6).toBeLessThan(1);
    }
    await expect(described(set(`names:\n${mapping}  7: again\n`))).rejects.toThrow('“names” has the number 7 twice');
  });
});
