import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join, posix } from 'node:path';
import { Marked } from 'marked';
import type { Plugin } from 'vite';

const style = `
  :root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
  body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
  pre, .wide { overflow-x: auto; }
  pre { padding: .8rem; background: color-mix(in srgb, currentcolor 7%, transparent); border-radius: 6px; }
  table { border-collapse: collapse; font-size: .875rem; }
  th, td { padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentcolor 20%, transparent); text-align: left; vertical-align: top; }
  img { max-width: 100%; height: auto; }
`;

/** Documents that the page links to, or that link to each other, as paths from the root: each becomes `PATH.html`. */
async function documents(root: string): Promise<readonly string[]> {
  const docs = (await readdir(join(root, 'docs'))).filter((name) => extname(name) === '.md');
  return ['README.md', 'ARCHITECTURE.md', 'models/builtin/README.md', ...docs.map((name) => `docs/${name}`)];
}

const asPage = (path: string) => path.replace(/\.md$/u, '.html');

/**
 * A document as a page of its own. Links to other documents lead to their pages; those to code, which the build does not hold, become plain text.
 * @param path from the root, as those of `all` are
 */
export function documentPage(markdown: string, path: string, all: ReadonlySet<string>): string {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = text
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-');
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        if (/^(?:https?:|#)/u.test(href)) return `<a href="${href}">${text}</a>`;
        const [file = '', anchor] = href.split('#');
        const target = posix.join(posix.dirname(path), file);
        if (!all.has(target)) return text;
        return `<a href="${asPage(file)}${anchor === undefined ? '' : `#${anchor}`}">${text}</a>`;
      },
    },
  });
  const title = /^# (?<title>.+)$/mu.exec(markdown)?.groups?.['title'] ?? path;
  const body = marked
    .parse(markdown, { async: false })
    .replaceAll(/<table>.*?<\/table>/gsu, '<div class="wide">$&</div>');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}</style></head>
<body>
${body}</body></html>
`;
}

/** Puts the documents into the build as pages, so that the page can link to them wherever it is hosted; in development they are made when asked for. */
export function docsPages(root: string): Plugin {
  const pageOf = async (path: string, all: readonly string[]) =>
    documentPage(await readFile(join(root, path), 'utf8'), path, new Set(all));
  return {
    name: 'docs-pages',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')
          .slice(1)
          .replace(/\.html$/u, '.md');
        if (!path.endsWith('.md') || !existsSync(join(root, path))) return next();
        documents(root).then((all) => {
          if (!all.includes(path)) return next();
          response.setHeader('Content-Type', 'text/html');
          response.end(documentPage(readFileSync(join(root, path), 'utf8'), path, new Set(all)));
        }, next);
      });
    },
    async closeBundle() {
      if (this.environment.config.command !== 'build') return;
      const out = join(root, this.environment.config.build.outDir);
      const all = await documents(root);
      for (const path of all) {
        await mkdir(dirname(join(out, path)), { recursive: true });
        await writeFile(join(out, asPage(path)), await pageOf(path, all));
      }
      await cp(join(root, 'docs/images'), join(out, 'docs/images'), { recursive: true });
    },
  };
}
