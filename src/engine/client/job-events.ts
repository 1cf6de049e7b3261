import type { Engine } from '../engine';
import type { CallName, Calls } from './messages';

/** Hands the events of a call to those who listen; each goes to one of them. */
type Tell<Name extends CallName> = (event: Calls[Name]['event']) => void;

/** What a method of the engine takes besides its request, at that place of its parameters. */
type Listeners<Name extends keyof Engine, At extends number> = NonNullable<Parameters<Engine[Name]>[At]>;

export function tellOptimisation({
  onSteps,
  onOffsets,
  onCheckpoint,
}: Omit<Listeners<'optimise', 2>, 'resumeFrom'>): Tell<'optimise'> {
  return (event) => {
    switch (event.kind) {
      case 'steps':
        return onSteps(event.rows);
      case 'offsets':
        return onOffsets?.(event.offsets);
      case 'checkpoint':
        return onCheckpoint?.(event.state);
      default:
        return event satisfies never;
    }
  };
}

export function tellStyles({ onSteps, onProgress }: Listeners<'learnStyles', 2>): Tell<'learnStyles'> {
  return (event) => {
    switch (event.kind) {
      case 'steps':
        return onSteps?.(event.rows);
      case 'progress':
        return onProgress?.(event.progress);
      default:
        return event satisfies never;
    }
  };
}

export function tellTraining({
  onSteps,
  onCheckpoint,
  onValidation,
  onUnreadable,
}: Omit<Listeners<'train', 1>, 'checkpointEvery' | 'validation'>): Tell<'train'> {
  return (event) => {
    switch (event.kind) {
      case 'steps':
        return onSteps(event.rows);
      case 'checkpoint':
        return onCheckpoint?.(event.checkpoint, event.steps);
      case 'validation':
        return onValidation?.(event.point);
      case 'unreadable':
        return onUnreadable?.(event.image);
      default:
        return event satisfies never;
    }
  };
}

export function tellEvaluation({
  onProgress,
  onImage,
  onProblem,
  onUnreadable,
}: Omit<Listeners<'evaluate', 1>, 'signal'>): Tell<'evaluate'> {
  return (event) => {
    switch (event.kind) {
      case 'progress':
        return onProgress?.(event.progress);
      case 'image':
        return onImage?.(event.image);
      case 'problem':
        return onProblem?.(event.problem);
      case 'unreadable':
        return onUnreadable?.(event.image);
      default:
        return event satisfies never;
    }
  };
}

export function tellDictionary({
  onProgress,
  onPart,
}: Omit<Listeners<'measureDictionary', 1>, 'resumeFrom'>): Tell<'measureDictionary'> {
  return (event) => {
    switch (event.kind) {
      case 'progress':
        return onProgress?.(event.progress);
      case 'part':
        return onPart?.(event.part);
      default:
        return event satisfies never;
    }
  };
}
