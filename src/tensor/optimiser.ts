import * as tf from '@tensorflow/tfjs-core';

/** Values by name, as they travel in a checkpoint. */
export type OptimiserState = Readonly<Record<string, Float32Array>>;

/** Gradients by the name of the parameter; a parameter without one keeps its value and its state. */
export type NamedGradients = Readonly<Record<string, tf.Tensor>>;

/** A rule that moves named parameters along their gradients and remembers what it needs between steps. */
export interface Optimiser {
  /** Moves every parameter that has a gradient. `learningRate` replaces the configured one for this step (schedules). */
  step(gradients: NamedGradients, learningRate?: number): void;
  /** Everything that a resumed run needs; reads back from the GPU. */
  exportState(): Promise<OptimiserState>;
  /** @throws Error when a value is missing or has another size. */
  importState(state: OptimiserState): void;
  /** Frees the state; the parameters stay. */
  dispose(): void;
}

/** One slot of state per parameter, e.g. its momentum: zeros until the first step. */
export class SlotStore {
  readonly #slots = new Map<string, tf.Variable>();
  readonly #prefix: string;
  readonly #parameters: Readonly<Record<string, tf.Variable>>;

  constructor(prefix: string, parameters: Readonly<Record<string, tf.Variable>>) {
    this.#prefix = prefix;
    this.#parameters = parameters;
  }

  /** The slot of that parameter, or undefined before its first step. */
  get(name: string): tf.Variable | undefined {
    return this.#slots.get(name);
  }

  /** Replaces the slot's value; takes its own reference, so the caller's tidy may free `value`. */
  set(name: string, value: tf.Tensor): void {
    const slot = this.#slots.get(name);
    if (slot) slot.assign(value);
    else this.#slots.set(name, tf.variable(value, false));
  }

  async exportTo(target: Record<string, Float32Array>): Promise<void> {
    for (const [name, slot] of this.#slots) {
      target[`${this.#prefix}/${name}`] = Float32Array.from(await slot.data<'float32'>());
    }
  }

  /** @throws Error when a value does not fit its parameter; slots that the state lacks are cleared. */
  importFrom(state: OptimiserState): void {
    this.dispose();
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const values = state[`${this.#prefix}/${name}`];
      if (!values) continue;
      if (values.length !== parameter.size) {
        throw new Error(`${this.#prefix} of ${name} has ${values.length} values; the parameter has ${parameter.size}.`);
      }
      tf.tidy(() => this.set(name, tf.tensor(values, parameter.shape)));
    }
  }

  dispose(): void {
    for (const slot of this.#slots.values()) slot.dispose();
    this.#slots.clear();
  }
}
