import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import { methods } from '../../src/augmentation/methods/registry';
import type { ModelInfo } from '../../src/engine/engine';
import { CodedError } from '../../src/errors/coded-error';
import type { MethodName } from '../../src/method/method-names';
import type { PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import { judgePrompts } from '../../src/photometrics/dictionary/judge-prompts';
import { type ChoosingText, type EmbeddedText, makePolicy } from '../../src/photometrics/dictionary/make-policy';
import { oracleScenes } from '../../src/photometrics/dictionary/protocol';
import type { Policy } from '../../src/photometrics/policy';
import { readPolicy } from '../../src/photometrics/read-policy';
import { unseenDomains } from '../../src/runs/records/benchmark-results';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import type { TrainConfig } from './config/train-config';
import { inPage } from './in-page';
import { readLocal } from './local-files';

type PolicyKeys = Pick<TrainConfig, 'policy' | 'sourcePrompt' | 'targetPrompts'>;

/** Makes the policy of a training; the seed is the training's. */
export type OpenPolicy = (page: Page, model: ModelInfo, seed: number) => Promise<Policy>;

/**
 * Reads a policy file, or has one made from the model's dictionary when the training starts.
 * @returns null for a method that draws from no policy
 * @throws CodedError `bad-config` for a file that is no policy, one that does not suit the method, and keys that are missing or of no use
 */
export function policyOf(
  { policy: name, ...prompts }: PolicyKeys,
  method: MethodName,
  folder: string,
): OpenPolicy | null {
  const facts = methods[method];
  if (facts.learns !== 'policy') {
    for (const key of ['sourcePrompt', 'targetPrompts'] as const) {
      if (prompts[key] !== undefined) throw unused(key, method);
    }
    if (name !== undefined) throw unused('policy', method);
    return null;
  }
  if (name !== undefined) {
    for (const key of ['sourcePrompt', 'targetPrompts'] as const) {
      if (prompts[key] !== undefined)
        throw new CodedError('bad-config', `policy and ${key} are both given.`, 'Leave one of the two out.');
    }
    const policy = readPolicy(
      new TextDecoder().decode(readLocal(resolve(folder, name), 'policy', 'bad-config')),
      `policy: ${name}`,
    );
    const chosen = policy.prompts.some(({ transforms }) => transforms.some(({ score }) => score !== null));
    if (chosen && (facts.policyRule === 'matched-random' || facts.policyRule === 'uniform'))
      throw new CodedError(
        'bad-config',
        `policy: ${name}: scores say that something chose its transforms; training.method ${method} is the control that nothing chooses for.`,
        'Leave policy out, so that the control is drawn from the dictionary, or take the method photometrics.',
      );
    return async () => policy;
  }
  switch (facts.policyRule) {
    case 'uniform':
    case 'real-images':
      for (const key of ['sourcePrompt', 'targetPrompts'] as const) {
        if (prompts[key] !== undefined) throw unused(key, method);
      }
      return facts.policyRule === 'uniform'
        ? async (page, model) => makePolicy(await dictionaryOf(page, model), { rule: 'uniform' })
        : policyOfImages;
    case 'text':
    case 'matched-random': {
      const { policyRule: rule, suggestedPrompts } = facts;
      const targetPrompts = prompts.targetPrompts ?? suggestedPrompts;
      if (targetPrompts === null)
        throw new CodedError(
          'bad-config',
          `training.method ${method} needs a policy, or targetPrompts that choose one.`,
          'Name a policy.json behind policy, or list targetPrompts.',
        );
      const sourcePrompt = prompts.sourcePrompt ?? referencePrompts.weather.sourcePrompt;
      return async (page, model, seed) => {
        const dictionary = await dictionaryOf(page, model);
        const [source, ...targets] = await embedTexts(page, [sourcePrompt, ...targetPrompts]);
        const choosing = targets.map((target): ChoosingText => ({ ...target, identity: false }));
        checkChoice(dictionary, source!, choosing, suggestedPrompts === null);
        return makePolicy(dictionary, { rule, source: source!, targets: choosing, seed });
      };
    }
    default:
      return facts.policyRule satisfies never;
  }
}

/** @throws CodedError for a prompt that says what the source says, and where none is photometric although one must be */
function checkChoice(
  dictionary: PhotometricDictionary,
  source: EmbeddedText,
  targets: readonly ChoosingText[],
  mustBePhotometric: boolean,
): void {
  const verdicts = judgePrompts(
    dictionary,
    source.embedding,
    targets.map(({ embedding }) => embedding),
  );
  const same = targets[verdicts.indexOf('no-direction')];
  if (same !== undefined)
    throw new CodedError(
      'bad-config',
      `targetPrompts: “${same.text}” says what the source prompt says, so it chooses nothing.`,
      'Change its words.',
    );
  const blind = targets.filter((_, at) => verdicts[at] === 'plain');
  if (mustBePhotometric && blind.length === targets.length)
    throw new CodedError(
      'bad-config',
      'The model sees no photometric change in any of the targetPrompts.',
      'Use words of light or weather.',
    );
  for (const { text } of blind)
    console.error(`The model sees no photometric change in “${text}”; it chooses all the same.`);
}

const policyOfImages: OpenPolicy = async (page, model) => {
  const dictionary = await dictionaryOf(page, model);
  const request = { conditions: [...unseenDomains], scenes: oracleScenes };
  const shifts = await inPage(
    page,
    async (wanted: typeof request) => {
      const measured = await playgroundEngine.measureShifts({ ...wanted, split: 'train' });
      return measured.shifts.map(({ condition, embeddingShift }) => ({ weather: condition, shift: embeddingShift }));
    },
    request,
  );
  return makePolicy(dictionary, { rule: 'real-images', shifts });
};

async function dictionaryOf(page: Page, model: ModelInfo): Promise<PhotometricDictionary> {
  const [name] = model.photometrics;
  if (name !== undefined) return inPage(page, (shipped: string) => playgroundEngine.loadDictionary(shipped), name);
  throw new CodedError(
    'bad-config',
    `The model ${model.name} ships no dictionary of photometric transforms.`,
    'Make a policy for it with the command photometrics, and name the file behind policy.',
  );
}

async function embedTexts(page: Page, texts: readonly string[]): Promise<readonly EmbeddedText[]> {
  const embedded = await inPage(page, (prompts: readonly string[]) => playgroundEngine.embedText(prompts), texts);
  return embedded.map(({ text, embedding }) => ({ text, embedding }));
}

function unused(key: string, method: MethodName): CodedError {
  return new CodedError(
    'bad-config',
    `${key} is given, but training.method ${method} does not use it.`,
    'Leave it out.',
  );
}
