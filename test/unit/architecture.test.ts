import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const repository = join(import.meta.dirname, '../..');

type Report = {
  modules: number;
  dependencies: number;
  unread: string[];
  violations: { rule: string; from: string; to: string }[];
};

/** Runs the check over another tree; a broken rule makes it exit 1, and it reports all the same. */
async function check(root: string): Promise<Report & { status: number }> {
  const args = [join(repository, '.ci/architecture.mjs'), '--root', root, '--json'];
  const { stdout, status } = await promisify(execFile)(process.execPath, args).then(
    (done) => ({ stdout: done.stdout, status: 0 }),
    (failed: { stdout: string; code: number }) => ({ stdout: failed.stdout, status: failed.code }),
  );
  return { ...(JSON.parse(stdout) as Report), status };
}

const upgrade = 'src/modules/upgrade';
const group = 'src/modules/group';

/** None of them knows one that stands after it. */
const order = [
  'identity',
  'operation',
  'audit',
  'organization',
  'registration',
  'directory',
  'group',
  'delivery',
  'upgrade',
  'programme',
  'overview',
  'evidence',
  'governance',
  'office',
  'partner',
];

/** `[rule, importing file, imported file or package]`: each is one import in the fixture. */
const forbidden: readonly (readonly [rule: string, from: string, to: string])[] = [
  ...order.slice(1).map((later, index): [string, string, string] => {
    const name = order[index];
    return [
      `only-earlier-modules/${name}`,
      `src/modules/${name}/use-cases/next.ts`,
      `src/modules/${later}/public.ts`,
    ];
  }),
  ['kernel-imports-nothing-of-ours', 'src/kernel/up.ts', 'src/platform/clock.ts'],
  ['kernel-imports-nothing-of-ours', 'src/kernel/package.ts', 'zod'],
  ['domain-imports-only-kernel', `${upgrade}/domain/platform.ts`, 'src/platform/clock.ts'],
  ['domain-imports-only-kernel', `${upgrade}/domain/data.ts`, `${upgrade}/data/upgrade.entity.ts`],
  ['domain-imports-only-kernel', `${upgrade}/domain/neighbour.ts`, `${group}/public.ts`],
  ['domain-imports-only-kernel', `${upgrade}/domain/built-in.ts`, 'node:fs'],
  ['domain-imports-only-kernel', `${upgrade}/domain/package.ts`, 'zod'],
  ['data-imports-downwards', `${upgrade}/data/up.ts`, `${upgrade}/use-cases/start-upgrade.ts`],
  ['data-imports-downwards', `${upgrade}/data/door.ts`, `${upgrade}/public.ts`],
  ['use-cases-import-downwards', `${upgrade}/use-cases/up.ts`, `${upgrade}/graphql/upgrade.types.ts`],
  ['use-cases-import-downwards', `${upgrade}/use-cases/job.ts`, `${upgrade}/jobs.ts`],
  ['only-the-wiring-imports-a-manifest', `${upgrade}/graphql/up.ts`, `${upgrade}/module.ts`],
  ['only-the-wiring-imports-a-manifest', `${upgrade}/jobs.ts`, `${group}/module.ts`],
  ['front-door-shows-no-transport', `${group}/public.ts`, `${group}/graphql/group.types.ts`],
  ['platform-knows-no-feature', 'src/platform/feature.ts', `${group}/public.ts`],
  ['platform-knows-no-feature', 'src/platform/app.ts', 'src/app/modules.ts'],
  ['app-is-imported-by-main-alone', `${upgrade}/graphql/app.ts`, 'src/app/modules.ts'],
  ['main-starts-the-app-alone', 'src/main.ts', `${upgrade}/module.ts`],
  ['only-earlier-modules/identity', 'src/modules/identity/data/later.ts', 'src/modules/partner/public.ts'],
  ['front-door-only', `${upgrade}/use-cases/behind.ts`, `${group}/use-cases/import-group.ts`],
  ['front-door-only', `${upgrade}/graphql/behind.ts`, `${group}/graphql/group.resolver.ts`],
  ['foreign-types-in-graphql-only', `${upgrade}/use-cases/type.ts`, `${group}/graphql/group.types.ts`],
  ['no-graphql-below-resolvers', `${upgrade}/use-cases/package.ts`, 'type-graphql'],
  ['no-graphql-below-resolvers', `${upgrade}/data/package.ts`, 'graphql'],
  ['no-graphql-below-resolvers', `${upgrade}/domain/apollo.ts`, '@apollo/server'],
  ['no-graphql-below-resolvers', `${upgrade}/data/wrapper.ts`, 'src/platform/graphql/errors.ts'],
  ['demo-imports-only-demo', 'src/demo/kernel.ts', 'src/kernel/result.ts'],
  ['nobody-imports-demo', 'src/app/demo.ts', 'src/demo/table.ts'],
  ['nobody-imports-test', 'src/app/test.ts', 'test/support/client.ts'],
  ['not-to-unresolvable', 'src/app/missing.ts', './nowhere.js'],
  ['not-to-build-output', 'src/app/built.ts', 'dist/kernel/result.js'],
  ['no-development-dependency-at-run-time', 'src/platform/tool.ts', 'jest'],
];

const allowed = [
  ['src/kernel/ids.ts', 'node:crypto'],
  [`${upgrade}/domain/state.ts`, 'src/kernel/result.ts'],
  [`${upgrade}/domain/state.ts`, `${upgrade}/domain/guards.ts`],
  [`${upgrade}/data/upgrade.entity.ts`, `${upgrade}/domain/state.ts`],
  [`${upgrade}/data/upgrade.entity.ts`, 'src/platform/clock.ts'],
  [`${upgrade}/use-cases/start-upgrade.ts`, `${upgrade}/data/upgrade.entity.ts`],
  [`${upgrade}/use-cases/start-upgrade.ts`, `${group}/public.ts`],
  [`${upgrade}/graphql/upgrade.resolver.ts`, `${upgrade}/use-cases/start-upgrade.ts`],
  [`${upgrade}/graphql/upgrade.resolver.ts`, `${group}/graphql/group.types.ts`],
  [`${upgrade}/graphql/upgrade.resolver.ts`, 'type-graphql'],
  [`${upgrade}/module.ts`, `${upgrade}/graphql/upgrade.resolver.ts`],
  ['src/app/modules.ts', `${upgrade}/module.ts`],
  ['src/main.ts', 'src/app/modules.ts'],
  ['src/demo/main.ts', 'src/demo/table.ts'],
  ['src/platform/clock.ts', 'src/kernel/result.ts'],
  ['test/unit/x.test.ts', `${upgrade}/domain/state.ts`],
  ['test/unit/x.test.ts', 'src/app/modules.ts'],
] as const;

const packages = ['zod', 'graphql', 'type-graphql', '@apollo/server', 'jest'];

/** Across folders the tree imports through `#kernel/…js` and the like, so the fixture does as well. */
function specifier(from: string, to: string): string {
  if (!/^(src|test|dist)\//.test(to)) return to;
  const subpath = /^src\/(app|platform|kernel|modules|demo)\/(.+)\.ts$/.exec(to);
  if (subpath) return `#${subpath[1]}/${subpath[2]}.js`;
  return relative(dirname(from), to).replace(/\.ts$/, '.js');
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function writeFixture(root: string): Promise<void> {
  const files = new Map<string, string>([['src/app/left-over.ts', 'export const nothing = 1;\n']]);
  const edges = [...forbidden.map(([, from, to]) => [from, to] as const), ...allowed];
  for (const [from, to] of edges) {
    const line = `import '${specifier(from, to)}';\n`;
    files.set(from, (files.get(from) ?? '') + line);
    if (/^(src|test|dist)\//.test(to) && !files.has(to)) files.set(to, '');
  }
  files.set('src/platform/chicken.ts', `import type { Egg } from './egg.js';\nexport type Chicken = Egg;\n`);
  files.set(
    'src/platform/egg.ts',
    `import type { Chicken } from './chicken.js';\nexport type Egg = Chicken;\n`,
  );
  const { imports } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    imports: unknown;
  };
  const manifest = { type: 'module', imports, dependencies: {}, devDependencies: { jest: '*' } };
  files.set('package.json', JSON.stringify(manifest));
  for (const name of packages) {
    files.set(`node_modules/${name}/package.json`, `{"name":"${name}","main":"index.js"}`);
    files.set(`node_modules/${name}/index.js`, '');
  }
  for (const [path, text] of files) await write(join(root, path), text);
}

const target = (to: string): string => {
  if (packages.includes(to)) return `node_modules/${to}/index.js`;
  return to.replace(/^node:/, '');
};

describe('the architecture check, on a tree that breaks every rule', () => {
  let root: string;
  let report: Awaited<ReturnType<typeof check>>;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'assent-architecture-'));
    await writeFixture(root);
    report = await check(root);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test.each(forbidden)('%s refuses that %s imports %s', (rule, from, to) => {
    expect(report.violations).toContainEqual({ rule, from, to: target(to) });
  });

  test.each(allowed)('%s may import %s', (from, to) => {
    expect(report.violations.filter((one) => one.from === from && one.to === target(to))).toEqual([]);
  });

  test('no-circular refuses two files that import a type of each other', () => {
    expect(report.violations.filter(({ rule }) => rule === 'no-circular').map(({ from }) => from)).toContain(
      'src/platform/chicken.ts',
    );
  });

  test('no-orphans refuses a file that imports nothing and that nobody imports', () => {
    expect(report.violations.filter(({ rule }) => rule === 'no-orphans').map(({ from }) => from)).toEqual([
      'src/app/left-over.ts',
    ]);
  });

  test('every rule there is has a case here', async () => {
    const { default: config } = (await import(join(repository, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    const rules = new Set(config.forbidden.map(({ name }) => name));
    expect(new Set(report.violations.map(({ rule }) => rule))).toEqual(rules);
  });

  test('it exits 1', () => {
    expect(report.status).toBe(1);
  });
});

test('a tree of which nothing was read is refused, though it breaks no rule', async () => {
  const root = await mkdtemp(join(tmpdir(), 'assent-architecture-'));
  await write(join(root, 'src/README.md'), 'no source');
  const report = await check(root);
  await rm(root, { recursive: true });
  expect(report).toMatchObject({ modules: 0, violations: [], status: 1 });
});

test('the tree of this repository was read whole and keeps every rule', async () => {
  const report = await check(repository);
  expect(report).toMatchObject({ unread: [], violations: [], status: 0 });
  expect(report.modules).toBeGreaterThan(20);
});
