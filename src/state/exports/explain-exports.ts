import { matrixFigure } from '../../runs/figures/matrix-figure';
import { planeFigure } from '../../runs/figures/plane-figure';
import type { Provenance } from '../../runs/records/run-record';
import { cosineText } from '../../runs/records/cosine-text';
import type { ExportItem } from './download';
import { orderMatrix, promptOrder, promptOrderCsv } from '../../analysis/embedding/embedding-order';
import { kindMarks, planeView, visiblePoints, type EmbeddingPlane } from '../../analysis/embedding/embedding-plane';
import { planeKinds, type PlaneAngles, type PlaneKind } from '../../analysis/embedding/plane-choice';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { figureExports } from './figure-exports';
import { provenance } from './provenance';
import {
  shiftCsv,
  shiftMatrix,
  type ShiftAlignment,
  type ShiftComparison,
} from '../../analysis/embedding/shift-alignment';
import { type ComparedShift, comparisonCsv } from '../../analysis/embedding/shift-comparison';
import { store } from '../store/store';
import { axisTarget } from '../../analysis/embedding/text-axis';

/** What a matrix of shifts compares, as files, headers and captions say it. */
const comparisonTexts: Readonly<
  Record<ShiftComparison, { readonly file: string; readonly title: string; readonly note: string }>
> = {
  whole: {
    file: 'shifts',
    title: 'Cosine of pooled offsets and true mean shifts',
    note: 'Whole vectors are compared.',
  },
  centred: {
    file: 'shifts-centred',
    title: 'Cosine of centred offsets and true mean shifts',
    note: 'Centred: offsets without the mean of all offsets, shifts without the mean of all shifts.',
  },
};

/** What points where real weather goes, as a table. */
export function comparisonExports(compared: readonly ComparedShift[]): readonly ExportItem[] {
  const scenes = store.getState().measuredShifts?.value.scenes ?? 0;
  return [
    {
      label: 'Comparison, CSV',
      fileName: 'what-points-there.csv',
      make: () => comparisonCsv(compared, { scenes, modelHash: modelHash() }),
    },
  ];
}

/** Matrix of offsets and true shifts. @param names of the prompts, then of the conditions, as the page shows them */
export function shiftExports(
  result: ShiftAlignment,
  offsetsTitle: string,
  names: { readonly prompts: readonly string[]; readonly conditions: readonly string[] },
): readonly ExportItem[] {
  const { alignment, comparison, conditions, chance, scenes } = result;
  const { file, title, note } = comparisonTexts[comparison];
  const draw = () =>
    matrixFigure({
      title,
      matrix: shiftMatrix(result, names),
      notes: [
        note,
        `Mean of own weather ${cosineText(alignment.meanDiagonal)}, of other weathers ${cosineText(alignment.meanOffDiagonal)}; ${alignment.right} of ${alignment.judged} rows right. Two random directions stay below ${cosineText(chance)} in 95 of 100 cases.`,
        `Framed: the prompt’s own weather. Bold: the largest of the row. True shifts between the same ${scenes} validation streets; ${offsetsTitle}.`,
      ],
      about: aboutExplained('Offsets and true shifts', {
        offsets: offsetsTitle,
        comparison,
        targetPrompts: result.prompts,
        conditions,
        scenes,
        split: 'val',
        chance,
      }),
    });
  return [
    {
      label: 'Matrix with lengths and reliability, CSV',
      fileName: `${file}.csv`,
      make: () => shiftCsv(result, modelHash()),
    },
    ...figureExports('Matrix', file, draw),
  ];
}

/** Matrix of images and prompts. @param image of the figure, null for the mean; the table has all */
export function orderExports(
  scenes: EmbeddedScenes,
  image: number | null,
  names: readonly string[],
): readonly ExportItem[] {
  const count = scenes.embeddings.original.length;
  const of = image === null ? `mean of ${count} streets` : `street ${image + 1}`;
  const draw = () => {
    const order = promptOrder(scenes, image);
    const first = order.rankAfter.filter((rank) => rank === 1).length;
    return matrixFigure({
      title: `Cosine of images with prompts, ${of}`,
      matrix: orderMatrix(order, names),
      notes: [
        `${first} of ${names.length} offsets bring their own prompt to the first rank${image === null ? ' on every street' : ''}. Framed: the offset’s own prompt. Bold: the largest of the row.`,
        `Validation streets in clear daytime, with each offset; ${scenes.offsetsTitle}.`,
      ],
      about: aboutEmbedded('Images and prompts', scenes, { street: image === null ? null : image + 1 }),
    });
  };
  return [
    { label: 'All streets, CSV', fileName: 'images-prompts.csv', make: () => promptOrderCsv(scenes, modelHash()) },
    ...figureExports(
      `Matrix, ${of}`,
      image === null ? 'images-prompts-mean' : `images-prompts-street-${image + 1}`,
      draw,
    ),
  ];
}

/** The plane as it is seen now. @param kinds how each kind of point is called */
export function planeExports(
  scenes: EmbeddedScenes,
  plane: EmbeddingPlane,
  angles: PlaneAngles,
  names: readonly string[],
  kinds: Readonly<Record<PlaneKind, string>>,
): readonly ExportItem[] {
  const draw = () => {
    const { planeChoice: choice, planeAxes } = store.getState();
    const targetPrompt = planeAxes === 'text' ? scenes.targetPrompts[axisTarget(scenes, choice)]! : null;
    return planeFigure({
      title:
        targetPrompt === null
          ? `Embeddings along principal axes of ${plane.fittedOn}`
          : `Embeddings along the text direction to “${targetPrompt}”`,
      view: planeView(plane.axes, visiblePoints(plane, choice), angles),
      marks: planeKinds
        .filter((kind) => !choice.hiddenKinds.has(kind))
        .map((kind) => ({ mark: kindMarks[kind], label: kinds[kind] })),
      groups: names,
      notes: [
        `${scenes.embeddings.original.length} validation streets; ${scenes.offsetsTitle}. Percentages: share of the variance of all images.`,
      ],
      about: aboutEmbedded('Embedding plane', scenes, {
        axes: planeAxes,
        targetPrompt,
        fittedOn: plane.fittedOn,
        hiddenKinds: [...choice.hiddenKinds],
        hiddenPrompts: [...choice.hiddenPrompts].map((target) => scenes.targetPrompts[target]),
        angles,
      }),
    });
  };
  return figureExports(
    'Plane as seen',
    store.getState().planeAxes === 'text' ? 'embedding-plane-text' : 'embedding-plane-principal',
    draw,
  );
}

function aboutEmbedded(title: string, scenes: EmbeddedScenes, config: object) {
  const { offsetsTitle, sourcePrompt, targetPrompts, conditions, embeddings } = scenes;
  return aboutExplained(title, {
    offsets: offsetsTitle,
    sourcePrompt,
    targetPrompts,
    conditions: conditions.map(({ name }) => name),
    scenes: embeddings.original.length,
    split: 'val',
    ...config,
  });
}

/** The origin of a figure of this view, as {@link aboutRun} gives that of a run; nothing here is random, so there is no seed. */
function aboutExplained(title: string, config: object) {
  const { appVersion, modelName, backend, adapter, modelHash: hash } = provenance(store.getState(), 0);
  const origin: Omit<Provenance, 'seed'> = { appVersion, modelName, modelHash: hash, backend, adapter };
  return { kind: 'explanation', title, createdAt: new Date().toISOString(), config, provenance: origin };
}

function modelHash(): string {
  return store.getState().model.info?.hash ?? '';
}
