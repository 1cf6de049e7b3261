import type { RefusedSetting } from '../../method/setting';
import { settingText } from '../../method/setting-text';
import { store } from '../store/store';

/** Names what was not taken over of something that was opened; nothing for nothing. @param what a sentence without its full stop */
export function leftOut(what: string, refused: readonly RefusedSetting[]): void {
  if (refused.length === 0) return;
  const named = refused.map(({ value, problem }) => `${problem} It is ${settingText(value)}.`);
  store.getState().notify({
    tone: 'info',
    message: `${what}: ${named.join(' ')}`,
    hint: 'Their defaults are used; the rest was taken over.',
  });
}
