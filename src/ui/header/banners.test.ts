import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { deviceLost, heapBroken } from '../../engine/worker/backend-host';
import { TroubleBanner } from './Banners';

test('the banner of a lost device says once what is kept', () => {
  for (const trouble of [deviceLost('the driver was reset'), heapBroken('out of bounds')]) {
    const text = renderToStaticMarkup(
      createElement(TroubleBanner, { trouble, onRestart: () => {}, onDismiss: () => {} }),
    ).replaceAll(/<[^>]*>/gu, ' ');
    expect(text).toContain(trouble.message);
    expect(text.match(/\bkept\b/gu)).toEqual(['kept']);
  }
});
