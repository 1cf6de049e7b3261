import { expect, test } from 'vitest';
import { paperRows, paperValue } from '../../../runs/records/paper-tables';
import { unseenDomains } from '../../../runs/records/benchmark-results';
import example from '../../../../public/example.session.json' with { type: 'json' };
import { firstPicture } from './scene-slice';
import { store } from '../store';

/** The rule, computed: test street 1, where the paper's Faster R-CNN has the lowest AP. */
function byTheRule() {
  const plain = paperRows.find(({ name }) => name === 'Faster R-CNN')!;
  const [hardest] = unseenDomains.toSorted((a, b) => paperValue(plain, a)! - paperValue(plain, b)!);
  return { kind: 'scene', index: 0, condition: hardest };
}

test('the page opens on the first test street, in the domain that the paper finds hardest', () => {
  expect(firstPicture).toEqual(byTheRule());
  expect(store.getInitialState().pictureRef).toEqual(byTheRule());
});

test('the recorded example shows what the page opens on', () => {
  const { index, condition } = byTheRule();
  expect(example.detections.image).toEqual({ kind: 'scene', split: 'test', index, domain: condition });
});
