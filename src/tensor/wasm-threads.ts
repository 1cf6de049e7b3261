import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
import source from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw';

/**
 * Gives tfjs's threads a script that runs. tfjs starts each from `factory.toString()`, alone in a blob; once minified,
 * that text refers to names outside itself, every thread dies at its start, and the backend waits for them forever. The
 * unprocessed file stands on its own.
 */
export function repairThreadScript(): void {
  // The development server may hand out the module in place of its text; it minifies nothing, so there is nothing to repair.
  if (typeof source !== 'string') return;
  const expression = source.slice(source.indexOf('=') + 1);
  Object.defineProperty(factory, 'toString', { value: () => expression, configurable: true });
}
