import { beforeEach, expect, test } from 'vitest';
import { decodeText, namedBlobs, vocTexts } from '../../../engine/images/data-set-testing';
import { inProcessEngine } from '../../../engine/testing';
import { cancelDescription, dataReportExports, describeData } from './describe-data';
import { provideEngine } from '../engine-access';
import { openFolder, removeDataSet } from '../../files/open-data-set';
import { store } from '../../store/store';

const initial = store.getInitialState();

beforeEach(() => {
  provideEngine(inProcessEngine({ decode: decodeText }));
  store.setState(initial, true);
});

async function open() {
  const texts = { ...vocTexts, 'JPEGImages/b.png': 'no picture' };
  const files = namedBlobs(texts).map(({ path, file }) => ({ path, file: new File([file], path) }));
  await openFolder('mine', files);
  return store.getState().dataSets[0]!;
}

test('a report has every image and every problem, also as files', async () => {
  const info = await open();
  expect(info.problemCount).toBe(0);
  await describeData(info);
  const report = store.getState().dataReports[info.id];
  if (report?.kind !== 'done') throw new Error('the pictures are measured');
  const [objects, problems, json] = dataReportExports('mine', report.description);
  expect(await objects!.make()).toBe(
    'part,file,width,height,class,x1,y1,x2,y2,difficult,crowd\n' +
      'train,JPEGImages/a.jpg,40,20,car,0,0,20,10,false,false\n' +
      'train,JPEGImages/a.jpg,40,20,bicycle,4,4,9,9,true,false\n',
  );
  expect(await problems!.make()).toBe(
    'file,problem\nJPEGImages/b.png,The picture is left out. The file is no image.\n',
  );
  expect(JSON.parse((await json!.make()) as string)).toEqual(report.description);
});

test('it is forgotten with its data set, and where it was cancelled', async () => {
  const info = await open();
  await describeData(info);
  await removeDataSet(info.id);
  expect(store.getState().dataReports).toEqual({});
  await describeData(info);
  expect(store.getState().dataReports).toEqual({});
  expect(store.getState().notices.map(({ message }) => message)).toEqual(['The data set “mine” is not open.']);
  cancelDescription();
});
