import { encodePng } from '../../formats/figures/encode-png';
import { themed } from '../../formats/figures/figure-colours';
import { svgDocument, svgElement, type SvgNode } from '../../formats/figures/svg';
import type { RgbImage } from '../../geometry/rgb-image';
import { transformImage } from '../../photometrics/image-transform';
import { familyVersion } from '../../photometrics/parameters';
import { isIdentityAlone, type Policy, type PromptPolicy, type WeightedTransform } from '../../photometrics/policy';
import { imageTransformText } from '../../photometrics/transform-text';
import { cutText, figureText, figureTitle, round, wrapText } from './figure-parts';

/** Pictures of each prompt beside the source image, in the page's sheets and in headless ones. */
export const sheetTransforms = 4;

/** A policy on one source image. */
export interface ContactSheet {
  readonly policy: Policy;
  readonly image: RgbImage;
  /** What the image is, e.g. its file. */
  readonly imageName: string;
  readonly modelName: string;
  /** Of each prompt, the confidence below which the model sees no photometric change in it; null where none was measured. */
  readonly threshold: number | null;
  /** 0 to 1, the same for all pictures. */
  readonly strength: number;
  /** Pictures beside the source image. */
  readonly transforms: number;
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const margin = 20;
const gap = 12;
const pictureWidth = 216;
const captionSize = 11;
const captionLine = 14;
/** Lines below a picture: what it is worth, and what was done to it. */
const captionLines = 5;
const head = 64;
/** Above a row: the prompt. */
const rowHead = 26;

/**
 * What a policy does, as SVG on white. Each row is a prompt: the source image, then the transforms of the greatest weight, heaviest first, at one
 * strength, with their parameters below.
 */
export function contactSheet(sheet: ContactSheet): string {
  const { policy, image, transforms, about } = sheet;
  const pictureHeight = Math.round((pictureWidth * image.height) / image.width);
  const columns = 1 + Math.min(transforms, Math.max(...policy.prompts.map((prompt) => prompt.transforms.length)));
  const width = 2 * margin + columns * (pictureWidth + gap) - gap;
  const rowHeight = rowHead + pictureHeight + 8 + captionLines * captionLine + 14;
  const source = dataUrl(image);
  const title = `What the text chooses, at ${Math.round(sheet.strength * 100)} % of its strength`;
  const nodes = [
    figureTitle(cutText(title, width - 2 * margin, 14), margin),
    figureText(cutText(originText(sheet), width - 2 * margin), margin, 42, { fill: themed('muted') }),
    ...policy.prompts.flatMap((prompt, row) => drawRow(sheet, prompt, source, { y: head + row * rowHeight, width })),
  ];
  const height = round(head + policy.prompts.length * rowHeight + margin - 14);
  return svgDocument({ width, height, nodes }, { title, metadata: about });

  function drawRow(
    { strength, threshold, imageName }: ContactSheet,
    prompt: PromptPolicy,
    sourceUrl: string,
    { y, width: sheetWidth }: { readonly y: number; readonly width: number },
  ): readonly SvgNode[] {
    const best = prompt.transforms.slice(0, transforms);
    const cell = (column: number, url: string, lines: readonly string[]) =>
      drawCell(margin + column * (pictureWidth + gap), y + rowHead, pictureHeight, url, lines);
    return [
      figureText(cutText(rowTitle(prompt, threshold), sheetWidth - 2 * margin, 13), margin, y + 16, {
        'font-size': 13,
        'font-weight': 600,
      }),
      ...cell(0, sourceUrl, ['source image', imageName]),
      ...best.flatMap((weighted, at) =>
        cell(at + 1, dataUrl(transformImage(image, weighted.transform, strength, 0)), captionOf(weighted, strength)),
      ),
    ];
  }
}

function originText({ policy, modelName }: ContactSheet): string {
  return `${modelName} · source prompt “${policy.sourcePrompt}” · family ${familyVersion}`;
}

/** The prompt, and whether its words mean a photometric change to the model. */
function rowTitle({ text, confidence, transforms }: PromptPolicy, threshold: number | null): string {
  if (isIdentityAlone(transforms)) return `“${text}” · pictures stay as they are`;
  if (confidence === null) return `“${text}”`;
  const needed = threshold === null ? '' : `, needed ${threshold.toFixed(2)}`;
  return `“${text}” · confidence ${confidence.toFixed(2)}${needed}`;
}

/** Spaces stay within a parameter, so that a line ends between two. */
function unbroken(parameters: string): string {
  return parameters
    .split(' · ')
    .map((one) => one.replaceAll(' ', '\u00a0'))
    .join('\u00a0· ');
}

function captionOf({ weight, score, transform }: WeightedTransform, strength: number): readonly string[] {
  const share = `weight ${(100 * weight).toFixed(weight < 0.1 ? 1 : 0)} %`;
  return [
    score === null ? share : `score ${score.toFixed(2)} · ${share}`,
    unbroken(imageTransformText(transform, strength)),
  ];
}

function drawCell(
  x: number,
  y: number,
  pictureHeight: number,
  url: string,
  [first = '', second = '']: readonly string[],
): readonly SvgNode[] {
  const size = { 'font-size': captionSize };
  const below = wrapText(second, pictureWidth, captionSize).slice(0, captionLines - 1);
  const textAt = (line: number) => y + pictureHeight + 8 + (line + 0.8) * captionLine;
  return [
    svgElement('image', { x, y, width: pictureWidth, height: pictureHeight, href: url }),
    figureText(cutText(first, pictureWidth, captionSize), x, textAt(0), { ...size, fill: themed('muted') }),
    ...below.map((line, at) => figureText(cutText(line, pictureWidth, captionSize), x, textAt(at + 1), size)),
  ];
}

function dataUrl(image: RgbImage): string {
  const bytes = encodePng(image);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:image/png;base64,${btoa(text)}`;
}
