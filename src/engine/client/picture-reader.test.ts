import { expect, test } from 'vitest';
import type { DataSetFiles } from '../engine';
import type { MessageToReader } from '../images/read-picture';
import { pictureReader } from './picture-reader';

/** A worker that never answers, and what it was sent. */
function listening() {
  const sent: MessageToReader[] = [];
  const reader = pictureReader(() => ({ post: (message) => void sent.push(message), terminate: () => undefined }));
  const read = (source: DataSetFiles, dataSet: string, file: string) => {
    reader.read(source, { dataSet, title: dataSet, file, longSide: null }).catch(() => undefined);
    return sent.at(-1)!.from;
  };
  return { reader, read };
}

test('of a folder only the file that is wanted crosses to the worker, whichever form of Unicode its name has', () => {
  const { reader, read } = listening();
  const files = ['a.jpg', 'b.jpg', 'u\u0308.jpg'].map((path) => ({ path, file: new Blob([path]) }));
  const folder: DataSetFiles = { kind: 'files', name: 'mine', files };
  expect(read(folder, 'one', 'b.jpg')).toEqual({ kind: 'file', file: files[1]!.file });
  expect(read(folder, 'one', '\u00FC.jpg')).toMatchObject({ file: files[2]!.file });
  expect(read(folder, 'one', 'gone.jpg')).toEqual({ kind: 'file', file: undefined });
  reader.close();
});

test('a zip file crosses once, and again after it was opened anew', () => {
  const { reader, read } = listening();
  const zip: DataSetFiles = { kind: 'zip', name: 'mine', file: new Blob(['zip']) };
  expect(read(zip, 'one', 'a.jpg')).toEqual({ kind: 'zip', source: zip });
  expect(read(zip, 'one', 'b.jpg')).toEqual({ kind: 'zip', source: null });
  reader.forget('one');
  expect(read(zip, 'one', 'b.jpg')).toEqual({ kind: 'zip', source: zip });
  reader.close();
});
