/** An ICU data file starts with the size of its header in two bytes, these two, and further on its format. */
const magic = Buffer.from([0xda, 0x27]);
const format = 'CmnD';
const formatOffset = 12;

/** Word lists of scripts without spaces, transliterations and spelt-out numbers. Character sets stay: names in archives are read in old ones. */
const unused = /\/brkitr\/\w+\.dict$|\/translit\/|\/rbnf\//u;

/**
 * Fills with zeros what the suite does not use of the ICU data inside a Node program, so that it packs to nothing; sizes and places stay.
 *
 * @param program the bytes of the program, which are changed
 * @returns how many bytes are zero now; 0 where no such data is found
 */
export function lightenIcu(program: Buffer): number {
  let zeroed = 0;
  for (let at = program.indexOf(format); at !== -1; at = program.indexOf(format, at + 1)) {
    const start = at - formatOffset;
    if (!program.subarray(start + 2, start + 4).equals(magic)) continue;
    const items = itemsOf(program, start + program.readUInt16LE(start));
    for (const [index, { name, offset }] of items.entries()) {
      // Where the last one ends is written nowhere.
      const next = items[index + 1];
      if (next === undefined || !unused.test(name)) continue;
      program.fill(0, offset, next.offset);
      zeroed += next.offset - offset;
    }
  }
  return zeroed;
}

/** The table of contents: a count, then for each item where its name and its bytes are, in the order of both. */
function itemsOf(program: Buffer, table: number): readonly { readonly name: string; readonly offset: number }[] {
  return Array.from({ length: program.readUInt32LE(table) }, (_, index) => {
    const entry = table + 4 + 8 * index;
    const name = table + program.readUInt32LE(entry);
    return {
      name: program.toString('latin1', name, program.indexOf(0, name)),
      offset: table + program.readUInt32LE(entry + 4),
    };
  });
}
