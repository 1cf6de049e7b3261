import { beforeEach, describe, expect, test } from 'vitest';
import { listenForFiles } from './file-events';

let page: Window;
let heard: unknown[];
let end: () => void;

beforeEach(() => {
  page = new EventTarget() as Window;
  heard = [];
  end = listenForFiles(page, {
    onHover: (over) => heard.push(over),
    onDrop: (transfer) => heard.push(transfer),
    onPaste: (files) => heard.push(files.map(({ name }) => name)),
  });
});

const fileTransfer = { types: ['Files'] };
/** Whether the browser is kept from opening the file itself. */
const drag = (name: string, dataTransfer: object | null = fileTransfer) =>
  !page.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), { dataTransfer }));
const paste = (files: readonly File[]) =>
  page.dispatchEvent(Object.assign(new Event('paste'), { clipboardData: { files } }));

describe('a drag of files', () => {
  test('is over the page from the first element that it enters to the last that it leaves', () => {
    drag('dragenter');
    drag('dragenter');
    drag('dragleave');
    drag('dragleave');
    expect(heard).toEqual([true, true, true, false]);
  });

  test('ends with the drop, and the next one is counted anew', () => {
    drag('dragenter');
    drag('dragenter');
    expect(drag('dragover')).toBe(true);
    expect(drag('drop')).toBe(true);
    expect(heard).toEqual([true, true, false, fileTransfer]);
    heard.length = 0;
    drag('dragenter');
    drag('dragleave');
    expect(heard).toEqual([true, false]);
  });
});

test('text that is dragged is left to the browser', () => {
  const text = { types: ['text/plain'] };
  expect(['dragenter', 'dragover', 'dragleave', 'drop'].map((name) => drag(name, text))).not.toContain(true);
  expect(heard).toEqual([false]);
});

test('files that are pasted are taken, text is not', () => {
  paste([]);
  paste([new File([], 'a.png')]);
  expect(heard).toEqual([['a.png']]);
});

test('nothing is heard of after the end', () => {
  end();
  drag('dragenter');
  drag('drop');
  paste([new File([], 'a.png')]);
  expect(heard).toEqual([]);
});
