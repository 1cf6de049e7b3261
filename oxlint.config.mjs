import { readdirSync } from 'node:fs';
import { defineConfig } from 'oxlint';

/** Every folder on a line above. */
const below = 'below';

const pure = ['errors', 'math', 'geometry', 'metrics', 'formats', 'scenes', 'photometrics', 'method'];

/** The folders of `src`, and what each may import at run time (“The house” in ARCHITECTURE.md). The walls below are made from it. */
const house = {
  errors: [],
  math: ['errors'],
  geometry: ['errors', 'math'],
  metrics: ['errors', 'math', 'geometry'],
  formats: ['errors', 'math', 'geometry'],
  scenes: ['errors', 'math', 'geometry'],
  photometrics: ['errors', 'math', 'geometry'],
  method: ['errors', 'math', 'geometry', 'formats', 'scenes'],
  tensor: below,
  clip: below,
  data: [...pure, 'tensor'],
  augmentation: below,
  detector: below,
  training: below,
  evaluation: below,
  runs: below,
  engine: below,
  analysis: [...pure, 'runs'],
  state: [...pure, 'runs', 'engine', 'analysis'],
  ui: [...pure, 'runs', 'engine', 'analysis', 'state'],
};

/** Types of every folder above are free here: they bring no tfjs to the page's thread. */
const freeTypes = ['analysis', 'state', 'ui'];

const folders = Object.keys(house);

/**
 * Folders of `src/ui` whose components get props: only the folder's one `use-*` file, and tests, import the state at run time.
 * Views read it themselves, and component tests set it.
 */
const withProps = readdirSync(new URL('src/ui', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['views', 'testing'].includes(entry.name))
  .map(({ name }) => name);

const walls = folders.map((folder, line) => {
  const above = folders.slice(0, line);
  const allowed = house[folder] === below ? above : house[folder];
  const message = `src/${folder} may import ${allowed.join(', ') || 'no other folder'} (ARCHITECTURE.md).`;
  const wall = (names, allowTypeImports) =>
    names.length === 0 ? [] : [{ group: names.map((name) => `**/${name}/**`), message, allowTypeImports }];
  const patterns = [
    ...wall(folders.slice(line + 1), false),
    ...wall(
      above.filter((name) => !allowed.includes(name)),
      freeTypes.includes(folder),
    ),
  ];
  return { files: [`src/${folder}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
});

const stateByProps = withProps.flatMap((folder) => {
  const { rules } = walls[folders.indexOf('ui')];
  const [severity, { patterns }] = rules['no-restricted-imports'];
  const message = `Components of src/ui/${folder} get props; use-${folder}.ts reads and changes the state for them.`;
  const noState = { group: ['**/state/**'], message, allowTypeImports: true };
  return [
    {
      files: [`src/ui/${folder}/**`],
      rules: { 'no-restricted-imports': [severity, { patterns: [...patterns, noState] }] },
    },
    { files: [`src/ui/${folder}/use-${folder}.ts`, `src/ui/${folder}/**/*.test.*`], rules },
  ];
});

export default defineConfig({
  plugins: ['typescript', 'react', 'jsx-a11y', 'import', 'unicorn', 'oxc', 'vitest'],
  categories: {
    correctness: 'error',
    suspicious: 'error',
  },
  env: {
    browser: true,
    worker: true,
    es2024: true,
    node: true,
  },
  ignorePatterns: ['dist', 'node_modules', '.cache'],
  rules: {
    'no-underscore-dangle': [
      'error',
      {
        allow: ['_malloc', '_free'],
      },
    ],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-non-null-assertion': 'off',
    'import/no-cycle': [
      'error',
      {
        ignoreTypes: false,
      },
    ],
    'no-console': 'error',
    'no-empty': 'error',
    eqeqeq: 'error',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'no-await-in-loop': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'vitest/expect-expect': [
      'error',
      {
        assertFunctionNames: ['expect', 'expect*'],
      },
    ],
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-new-array': 'off',
    'vitest/valid-expect': [
      'error',
      {
        maxArgs: 2,
      },
    ],
    'vitest/no-conditional-expect': 'off',
    'vitest/no-conditional-tests': 'off',
    'typescript/restrict-template-expressions': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/require-module-specifiers': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'consistent-return': 'off',
  },
  overrides: [
    ...walls,
    ...stateByProps,
    { files: ['tools/**', 'e2e/**', '*.config.ts', '**/*.test.ts', 'models/**'], rules: { 'no-console': 'off' } },
  ],
});
