/** How a workgroup divides its part of the result among its threads. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  /** Of each thread. */
  readonly threadRows: number;
  /** A multiple of 4. */
  readonly threadColumns: number;
}

/** Values of the inner axis that go through shared memory at a time. */
export const slice = 16;

/**
 * A larger tile reads each operand fewer times; a smaller one leaves no thread without work where the result is small. Every adapter has
 * room for the largest: 256 threads and 16 KiB of shared memory.
 */
export const tiles = {
  'tiled-128x128': { rows: 128, columns: 128, threadRows: 8, threadColumns: 8 },
  'tiled-128x64': { rows: 128, columns: 64, threadRows: 8, threadColumns: 4 },
  'tiled-64x64': { rows: 64, columns: 64, threadRows: 8, threadColumns: 4 },
  'tiled-32x32': { rows: 32, columns: 32, threadRows: 4, threadColumns: 4 },
} as const satisfies Readonly<Record<string, Tile>>;

export type TileName = keyof typeof tiles;

export const tileNames = Object.keys(tiles) as readonly TileName[];

/** Threads of a workgroup. */
export function threadsOfTile({ rows, columns, threadRows, threadColumns }: Tile): number {
  return (rows / threadRows) * (columns / threadColumns);
}

/** The constants of the program. */
export function tileConstants(tile: Tile): string {
  const threads = threadsOfTile(tile);
  const constants = {
    ROWS: tile.rows,
    GROUPS: tile.columns / 4,
    SLICE: slice,
    FOURS: slice / 4,
    THREADS: threads,
    THREAD_ROWS: tile.threadRows,
    THREAD_GROUPS: tile.threadColumns / 4,
    ROW_THREADS: tile.rows / tile.threadRows,
    GROUP_THREADS: tile.columns / tile.threadColumns,
    X_LOADS: (tile.rows * slice) / 4 / threads,
    WEIGHT_LOADS: (slice * tile.columns) / 4 / threads,
  };
  return Object.entries(constants)
    .map(([name, value]) => `const ${name} : i32 = ${value};\n`)
    .join('');
}
