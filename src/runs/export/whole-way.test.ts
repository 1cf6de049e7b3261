/** From a data set's files through reading, evaluation, record and session to the exports: what is neither wanted nor refused keeps its flag on the whole way. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { dataSetImages } from '../../data/data-set-images';
import { readDataSet } from '../../data/read-data-set';
import { decodeText, folder, type Texts } from '../../data/testing';
import { tinyDetectorConfig } from '../../detector/testing';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import type { BoxXYXY } from '../../geometry/box';
import { mean } from '../../math/statistics';
import { evaluateMetric, type DetectionMetric } from '../../metrics/detection-metric';
import type { GtBox, ScoredBox } from '../../metrics/evaluated-image';
import { fromImageRows, type ImageRows } from '../../metrics/image-rows';
import { cocoOracle, type CocoInstancesFile, type CocoResultsFile } from '../../metrics/testing-coco';
import { encodeEvaluation, evaluationSchema, type EvaluationRecord } from '../records/evaluation-record';
import { exampleEvaluation } from '../testing';
import { cocoInstances, cocoResults } from './coco';

interface GoldenCase {
  readonly name: string;
  readonly images: readonly { readonly gt: readonly GtBox[]; readonly detections: readonly ScoredBox[] }[];
  readonly ap50?: readonly (number | null)[];
  readonly ap?: readonly (number | null)[];
  readonly voc2007?: readonly number[];
  readonly reference?: readonly number[];
}

function goldenCase(file: string, name: string): GoldenCase {
  const url = new URL(`../../metrics/goldens/${file}`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as { readonly cases: readonly GoldenCase[] };
  return cases.find((candidate) => candidate.name === name)!;
}

/** Diverse Weather is read with these alone, in this order. */
const names = ['bus', 'bike', 'car', 'motor', 'person', 'rider', 'truck'];
const side = 400;
const picture = `${side}x${side}`;
/** The goldens have four classes; the others have neither objects nor detections. */
const goldenClasses = 4;
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6));

/** Ids that neither follow each other nor begin at 1. */
function cocoTexts({ images }: GoldenCase): Texts {
  const imageId = (index: number) => 10 ** 15 + 37 * index;
  const categoryIds = [90, 7, 2 ** 40 + 1, 3];
  const bbox = ([x1, y1, x2, y2]: BoxXYXY) => [x1, y1, x2 - x1, y2 - y1];
  const boxes = images.flatMap(({ gt }, index) => gt.map((one) => ({ index, ...one })));
  const instances = {
    images: images.map((_, index) => ({ id: imageId(index), file_name: `${index}.jpg`, width: side, height: side })),
    categories: names.slice(0, goldenClasses).map((name, k) => ({ id: categoryIds[k], name })),
    annotations: boxes.map(({ index, classIndex, box, difficult }, n) => ({
      id: 5_000_000_000 - 3 * n,
      image_id: imageId(index),
      category_id: categoryIds[classIndex],
      bbox: bbox(box),
      iscrowd: difficult === true ? 1 : 0,
    })),
  };
  const pictures = images.map((_, index): [string, string] => [`val/${index}.jpg`, picture]);
  return { 'annotations/instances_val.json': JSON.stringify(instances), ...Object.fromEntries(pictures) };
}

/** @param written the corners that a file has for a box */
function vocTexts({ images }: GoldenCase, written: (box: BoxXYXY) => readonly [number, number, number, number]): Texts {
  const object = ({ classIndex, box, difficult }: GtBox) => {
    const [xmin, ymin, xmax, ymax] = written(box);
    return (
      `<object><name>${names[classIndex]}</name><difficult>${difficult === true ? 1 : 0}</difficult><bndbox>` +
      `<xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`
    );
  };
  const size = `<size><width>${side}</width><height>${side}</height><depth>3</depth></size>`;
  const files = images.flatMap(({ gt }, index): [string, string][] => [
    [`Annotations/${index}.xml`, `<annotation>${size}${gt.map(object).join('')}</annotation>`],
    [`JPEGImages/${index}.jpg`, picture],
  ]);
  const list = images.map((_, index) => `${index}\n`).join('');
  return { ...Object.fromEntries(files), 'ImageSets/Main/test.txt': list };
}

/** The record that an evaluation of these files leaves, stored and read again. The detector finds what the golden says. */
async function recordOf(texts: Texts, { images }: GoldenCase): Promise<EvaluationRecord> {
  const set = await readDataSet(folder(texts));
  const { parts, classes } = set;
  expect(set.problems.all).toEqual([]);
  let at = 0;
  const rows: ImageRows[] = [];
  await evaluateDetector(
    {
      config: {
        ...tinyDetectorConfig,
        classes: names,
        boxScoreThresh: 0,
        boxNmsThresh: 1,
        detectionsPerImage: 10_000,
      },
      detect: async ({ width, height }) => {
        const { detections } = images[at++]!;
        return {
          width,
          height,
          classes: names,
          boxes: Float32Array.from(detections.flatMap(({ box }) => names.flatMap(() => [...box]))),
          scores: Float32Array.from(
            detections.flatMap(({ classIndex, score }) => [
              ...names.map((_, k) => (k === classIndex ? score : 0)),
              1 - score,
            ]),
          ),
        };
      },
    },
    dataSetImages(set, parts[0]!.images, {
      classIndices: classes.map((name) => names.indexOf(name)),
      decode: decodeText,
      purpose: 'evaluate',
    }),
    { onImage: (_, image) => rows.push(image) },
  );
  const record: EvaluationRecord = {
    ...exampleEvaluation('whole-way'),
    classes: names,
    domains: [{ name: 'val', images: rows }],
  };
  const stored = v.parse(evaluationSchema, JSON.parse(JSON.stringify(encodeEvaluation(record))));
  expect(stored.domains).toEqual(record.domains);
  return stored;
}

const evaluate = ({ domains }: EvaluationRecord, metric: DetectionMetric) =>
  evaluateMetric(domains[0]!.images.map(fromImageRows), names.length, metric);
const apOf = (record: EvaluationRecord, metric: DetectionMetric) =>
  evaluate(record, metric).classes.slice(0, goldenClasses);

/** What COCO's evaluation finds in the files that the page exports. */
function exportedAp(record: EvaluationRecord): (readonly number[] | null)[] {
  return cocoOracle(
    JSON.parse(cocoInstances(record, null)) as CocoInstancesFile,
    JSON.parse(cocoResults(record, null)) as CocoResultsFile,
  ).slice(0, goldenClasses);
}

it.each(['plain', 'crowds', 'equal'])('COCO files keep the AP of pycocotools up to their export, %s', async (name) => {
  const golden = goldenCase('coco-ap.json', name);
  const record = await recordOf(cocoTexts(golden), golden);
  expect(apOf(record, 'coco50')).toEqual(golden.ap50!.map(close));
  expect(apOf(record, 'coco50-95')).toEqual(golden.ap!.map(close));
  expect(exportedAp(record).map((aps) => aps?.[0] ?? null)).toEqual(golden.ap50!.map(close));
  expect(exportedAp(record).map((aps) => (aps === null ? null : mean(aps)))).toEqual(golden.ap!.map(close));
});

it('VOC files with difficult objects keep the AP of voc_eval, and in COCO’s tools the one that the page calls COCO', async () => {
  const golden = goldenCase('voc-ap.json', 'difficult');
  const record = await recordOf(
    vocTexts(golden, ([x1, y1, x2, y2]) => [x1 + 1, y1 + 1, x2, y2]),
    golden,
  );
  const classes = apOf(record, 'voc2007');
  expect(classes).toEqual(golden.voc2007!.map((ap, k) => (classes[k] === null ? null : close(ap))));
  expect(classes.filter((ap) => ap !== null)).toHaveLength(3);
  const coco = apOf(record, 'coco50-95');
  expect(exportedAp(record).map((aps) => (aps === null ? null : mean(aps)))).toEqual(coco.map(close));
});

it('Diverse Weather’s files have the AP that the paper’s evaluator prints for them', async () => {
  const golden = goldenCase('voc-ap.json', 'small');
  const texts = vocTexts(golden, ([x1, y1, x2, y2]) => [x1 + 1, y1 + 1, x2 + 1, y2 + 1]);
  const placed = Object.entries(texts).map(([path, text]): [string, string] => [`daytime_clear/VOC2007/${path}`, text]);
  const record = await recordOf(Object.fromEntries(placed), golden);
  expect(apOf(record, 'voc2007-reference')).toEqual(golden.reference!.map(close));
  // There the classes without objects count as 0.
  const sum = golden.reference!.reduce((a, b) => a + b);
  expect(evaluate(record, 'voc2007-reference').mean).toEqual(close(sum / names.length));
  expect(apOf(record, 'voc2007')).not.toEqual(golden.reference!.map(close));
});
