import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';
import type { Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Offsets } from '../../src/augmentation/offsets';
import type { CheckpointNames } from '../../src/detector/checkpoint-tensors';
import { zeroShotName, type ZeroShotConfig } from '../../src/detector/zero-shot/zero-shot-config';
import { detectorNamed } from '../../src/method/shipped-detectors';
import { promptLines } from '../../src/formats/text/prompt-lines';
import type { DetectorInfo, ModelInfo } from '../../src/engine/engine';
import { inPage } from './in-page';
import { fileAt, readLocal, type LocalFile } from './local-files';
import { carryFiles } from './page-files';
import { documentedHint, toCodedError } from './error';

/** Which detector a command uses. */
export type DetectorChoice =
  /** The model's own one, or CLIP alone where only classes are named. */
  | { readonly kind: 'default' }
  | { readonly kind: 'named'; readonly name: string }
  /** What training or the page wrote. */
  | { readonly kind: 'file'; readonly name: string; readonly file: string }
  /** A checkpoint of vidit09/domaingen or microsoft/RegionCLIP. */
  | { readonly kind: 'checkpoint'; readonly name: string; readonly file: string };

/** A detector that is ready in the page. */
export interface OpenedDetector {
  readonly info: DetectorInfo;
  /** Those that a checkpoint brings. */
  readonly offsets: Offsets | null;
}

/**
 * Tells files from names: a file ends with `.safetensors`, or with `.pth`, `.pt` or `.bin` for a checkpoint of PyTorch.
 * @throws CodedError where there is no such file
 */
export function detectorOf(name: string | undefined, folder: string, said: string, code: ErrorCode): DetectorChoice {
  if (name === undefined) return { kind: 'default' };
  const path = resolve(folder, name);
  if (/\.safetensors$/iu.test(name)) return { kind: 'file', name, file: fileAt(path, said, code) };
  if (/\.(?:pth|pt|bin)$/iu.test(name)) return { kind: 'checkpoint', name, file: fileAt(path, said, code) };
  if (!/[/\\]/u.test(name) && !existsSync(path)) return { kind: 'named', name };
  throw new CodedError(
    code,
    `${said}: ${name} is neither a name nor a file of a detector.`,
    'Name a detector of the model, a .safetensors file that training wrote, or a .pth of vidit09/domaingen or RegionCLIP.',
  );
}

/** What a command line gives beside the detector. */
export interface GivenNames {
  /** What CLIP alone looks for, or the classes that a checkpoint does not name. */
  readonly classes?: readonly string[] | undefined;
  /** Of the offsets that a checkpoint brings. */
  readonly targetPrompts?: readonly string[] | undefined;
  /** The network that proposes regions for CLIP alone. */
  readonly proposals?: LocalFile | undefined;
}

/** The prompts of a file, one a line. @throws CodedError where there is no such file, or no checkpoint to name the offsets of */
export function targetPromptsOf(path: string, choice: DetectorChoice): readonly string[] {
  if (choice.kind !== 'checkpoint')
    throw new CodedError(
      'bad-arguments',
      '--prompts names the offsets of a .pth, and --detector names none.',
      'Name the checkpoint with --detector; an offsets.safetensors brings its own prompts.',
    );
  const bytes = readLocal(resolve(path), '--prompts', 'bad-arguments');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CodedError('bad-arguments', `--prompts: ${path} is no text in UTF-8.`, 'Save it as UTF-8.');
  }
  const prompts = promptLines(text);
  if (prompts.length > 0) return prompts;
  throw new CodedError('bad-arguments', `--prompts: ${path} holds no prompts.`, 'Write one target prompt a line.');
}

/**
 * Makes the detector ready.
 * @throws CodedError `bad-arguments` where there is no such detector, and what the engine says of a file
 */
export async function openDetector(
  page: Page,
  model: ModelInfo,
  choice: DetectorChoice,
  given: GivenNames,
): Promise<OpenedDetector> {
  const { classes, proposals } = given;
  switch (choice.kind) {
    case 'default': {
      if (classes !== undefined) return { info: await lookFor(page, model, classes, proposals), offsets: null };
      const own = ownDetector(model);
      if (own !== undefined) return { info: own, offsets: null };
      throw new CodedError(
        'bad-arguments',
        `The model ${model.name} has no detector of its own.`,
        'Name one with --detector, or --classes for CLIP alone.',
      );
    }
    case 'named': {
      const { name } = choice;
      if (name === zeroShotName && (classes !== undefined || proposals !== undefined))
        return { info: await lookFor(page, model, classes, proposals), offsets: null };
      const info = detectorNamed(model.detectors, name);
      if (info !== undefined) return { info, offsets: null };
      throw new CodedError(
        'bad-arguments',
        `There is no detector ${name}.`,
        `Detectors of this model: ${model.detectors.map((candidate) => candidate.name).join(', ')}; or name a file.`,
      );
    }
    case 'file':
    case 'checkpoint':
      return importDetector(page, choice, given);
    default:
      return choice satisfies never;
  }
}

/**
 * The network of `--proposals`. @throws CodedError where there is no such file, or no detection with CLIP alone for which it could propose
 */
export function proposalsOf(path: string, choice: DetectorChoice, hasClasses: boolean): LocalFile {
  const isAlone =
    (choice.kind === 'default' && hasClasses) || (choice.kind === 'named' && choice.name === zeroShotName);
  if (isAlone) return { path: basename(path), file: fileAt(resolve(path), '--proposals') };
  throw new CodedError(
    'bad-arguments',
    '--proposals gives regions to CLIP alone, and a detector has a proposal network of its own.',
    'Name classes with --classes and leave --detector out.',
  );
}

/** Whether names of classes mean something with this choice, beyond the classes that it has already. */
export function takesClasses(choice: DetectorChoice): boolean {
  return (
    choice.kind === 'default' ||
    choice.kind === 'checkpoint' ||
    (choice.kind === 'named' && choice.name === zeroShotName)
  );
}

/** The detector that the model brings: the one trained without augmentation, where it is called so. */
export function ownDetector({ detectors }: ModelInfo): DetectorInfo | undefined {
  const trained = detectors.filter(({ zeroShot }) => zeroShot === undefined);
  return trained.find(({ name }) => /baseline|plain/iu.test(name)) ?? trained[0];
}

async function lookFor(
  page: Page,
  { detectors }: ModelInfo,
  classes: readonly string[] | undefined,
  proposals: LocalFile | undefined,
): Promise<DetectorInfo> {
  const zeroShot = detectors.find(({ name }) => name === zeroShotName)?.zeroShot;
  if (zeroShot === undefined)
    throw new CodedError('internal', 'The model offers no detection with CLIP alone.', documentedHint);
  const network = proposals && (await openProposals(page, proposals));
  return inPage(page, (config: ZeroShotConfig) => playgroundEngine.setZeroShot(config), {
    ...zeroShot,
    classes: classes ?? zeroShot.classes,
    ...(network ? { proposalSource: { kind: 'network', network } } : {}),
  });
}

/** @returns the name by which the engine knows the network */
async function openProposals(page: Page, proposals: LocalFile): Promise<string> {
  const key = await carryFiles(page, [proposals]);
  return inPage(
    page,
    async (files: string) => {
      const { path: name, file } = carriedFiles!.get(files)![0]!;
      return (await playgroundEngine.openProposals({ kind: 'file', name, file })).network;
    },
    key,
  );
}

async function importDetector(
  page: Page,
  { kind, name, file }: Extract<DetectorChoice, { readonly file: string }>,
  { classes, targetPrompts }: GivenNames,
): Promise<OpenedDetector> {
  const key = await carryFiles(page, [{ path: name, file }]);
  const names: CheckpointNames = {
    ...(classes === undefined ? {} : { classes }),
    ...(targetPrompts === undefined ? {} : { prompts: { sourcePrompt: '', targetPrompts } }),
  };
  try {
    const opened = await inPage(
      page,
      async (request: { key: string; name: string; kind: 'file' | 'checkpoint'; names: CheckpointNames }) => {
        const { file: blob } = carriedFiles!.get(request.key)![0]!;
        if (request.kind === 'file') {
          const bytes = new Uint8Array(await blob.arrayBuffer());
          return { info: await playgroundEngine.importDetector(request.name, bytes), offsets: null };
        }
        const { detector, offsets } = await playgroundEngine.importCheckpoint(request.name, blob, request.names);
        return { info: detector, offsets };
      },
      { key, name, kind, names },
    );
    if (targetPrompts === undefined || opened.offsets !== null) return opened;
    throw new CodedError(
      'bad-arguments',
      `the checkpoint has no offsets, and --prompts has ${targetPrompts.length} prompts for them.`,
      'Leave --prompts out.',
    );
  } catch (error) {
    const { code, message, hint } = toCodedError(error);
    throw new CodedError(code, `${name}: ${message}`, hint);
  }
}
