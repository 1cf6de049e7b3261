import type { EvaluationOptions, EvaluationRequest } from '../../engine/engine';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { provideEngine } from './engine-access';
import { toggleEvaluation } from './run-evaluation';

/** An evaluation whose user cancels it as soon as so many images are there. */
class CancelledEngine extends FakeEngine {
  readonly #images: number;

  constructor(images: number) {
    super({ stepMilliseconds: 1 });
    this.#images = images;
  }

  override async evaluate(request: EvaluationRequest, options: EvaluationOptions = {}): Promise<void> {
    let images = 0;
    await super.evaluate(request, {
      ...options,
      onImage: (image) => {
        options.onImage?.(image);
        if (++images === this.#images) toggleEvaluation();
      },
    });
  }
}

/** Starts an evaluation that is cancelled with so many images; what comes after it runs to its end. */
export async function cancelEvaluationAt(images: number, ended: () => Promise<unknown>): Promise<void> {
  provideEngine(new CancelledEngine(images));
  toggleEvaluation();
  await ended();
  provideEngine(new FakeEngine({ stepMilliseconds: 1 }));
}
