import { beforeEach } from 'vitest';
import { store } from '../../state/store/store';
import '../styles/every-style';

// All component tests share one page: each begins with the store as the page first has it.
beforeEach(() => store.setState(store.getInitialState(), true));
