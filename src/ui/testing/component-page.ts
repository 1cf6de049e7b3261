import { beforeEach } from 'vitest';
import { cleanup } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import '../styles/every-style';

// All component tests share one page: each begins with an empty one, and with the store as the page first has it.
beforeEach(async () => {
  await cleanup();
  store.setState(store.getInitialState(), true);
});
