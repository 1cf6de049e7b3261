import type { InspectionSize } from '../inspection';
import catalogue from './catalogue.json' with { type: 'json' };
import type { Unit } from './planned';

/** Sizes of everything that is measured, the same for the PyTorch half, which reads the same file. */
export type MeasurementSizes = (typeof catalogue.sizes)[InspectionSize];

export interface CataloguedMeasurement {
  readonly id: string;
  readonly group: string;
  /** With the sizes in it. */
  readonly title: string;
  readonly unit: Unit;
  /** Whether the PyTorch half has it, too. */
  readonly torch: boolean;
}

/** A convolution of RN50's tower: square kernel of stride 1, map of so many cells a side. */
export interface CataloguedProduct {
  readonly id: string;
  readonly kernel: number;
  readonly side: number;
  readonly inputs: number;
  readonly outputs: number;
  /** The part of the tower that has it. */
  readonly use: string;
}

/** What is measured together, in the order of the catalogue. */
export type GroupName =
  | 'l-opt-rn50'
  | 'copy'
  | 'roi-align'
  | 'training-step'
  | 'v-a'
  | 'detection'
  | 'products'
  | 'l-opt-rn101'
  | 'device';

export interface CataloguedGroup {
  readonly name: GroupName;
  /** What it takes on a GPU, or on a CPU that plays one, roughly. */
  readonly seconds: Readonly<Record<InspectionSize, number>>;
}

/** Most important first. */
export const groups: readonly CataloguedGroup[] = catalogue.groups as readonly CataloguedGroup[];

export const products: readonly CataloguedProduct[] = catalogue.products;

export function sizesOf(size: InspectionSize): MeasurementSizes {
  return catalogue.sizes[size];
}

/** Everything that is measured at that size, in the order of the catalogue. */
export function measurementsOf(size: InspectionSize): readonly CataloguedMeasurement[] {
  const sizes = sizesOf(size);
  const listed = catalogue.measurements.map((entry): CataloguedMeasurement => ({
    ...entry,
    unit: entry.unit as Unit,
    title: filledIn(entry.title, sizes),
  }));
  const ofProducts = products.map((product): CataloguedMeasurement => {
    const { kernel, side, inputs, outputs } = productSizes(product, size);
    const title = `Convolution ${kernel}×${kernel} of ${product.use}, ${sizes.products.crops} × ${side}², ${inputs} → ${outputs} channels`;
    return { id: product.id, group: 'products', title, unit: 'GFLOP/s', torch: true };
  });
  return [...listed, ...ofProducts];
}

/** A product as it is measured: at the small size with fewer cells and channels. */
export function productSizes(product: CataloguedProduct, size: InspectionSize): CataloguedProduct {
  const { channelDivisor, largestSide } = sizesOf(size).products;
  const channels = (count: number) => Math.max(4, count / channelDivisor);
  return {
    ...product,
    side: Math.min(product.side, largestSide),
    inputs: channels(product.inputs),
    outputs: channels(product.outputs),
  };
}

/** Puts values of the sizes where the title names them, as `{image.width}`. */
function filledIn(title: string, sizes: MeasurementSizes): string {
  return title.replaceAll(/\{([\w.]+)\}/gu, (_, path: string) => {
    const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], sizes);
    return typeof value === 'number' ? value.toLocaleString('en') : String(value);
  });
}
