import { folderOf } from './file-tree';

/**
 * Unique names of parts. Those that would be the same get the folders before them that tell them apart, else a number.
 * @param parts the name that a part would have, and the path that it comes from
 */
export function uniquePartNames(parts: readonly { readonly name: string; readonly path: string }[]): readonly string[] {
  const taken = new Set<string>();
  return parts.map((part) => {
    const same = parts.filter(({ name }) => name === part.name);
    const label =
      same.length > 1
        ? tellingFolder(
            part.path,
            same.map(({ path }) => path),
          )
        : null;
    const base = label === null ? part.name : `${label}/${part.name}`;
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
    taken.add(name);
    return name;
  });
}

/** The innermost folder that no other path has at the same distance from its end; null where there is none. */
function tellingFolder(path: string, paths: readonly string[]): string | null {
  const folders = paths.map((other) => folderOf(other).split('/').slice(0, -1));
  const own = folderOf(path).split('/').slice(0, -1);
  for (let back = 1; back <= own.length; back++) {
    const label = own.at(-back);
    if (folders.filter((parts) => parts.at(-back) === label).length === 1) return label ?? null;
  }
  return null;
}
