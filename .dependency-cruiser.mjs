/**
 * The import rules of the tree, read by `.ci/architecture.mjs`:
 *
 *   main → app → module.ts → graphql → use-cases → data → domain → kernel
 *
 * with `platform` reachable from all but `domain` and `kernel`, and modules knowing only earlier ones.
 */

/** A module may import only those that stand before it. */
const MODULES = [
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

const ownModule = '^src/modules/([^/]+)/';
const graphqlPackages = '(^|/)node_modules/(graphql|graphql-[^/]+|type-graphql|@apollo/[^/]+)/';

const laterModules = MODULES.slice(0, -1).map((name, index) => ({
  name: `only-earlier-modules/${name}`,
  comment: `${name} stands before the module it imports; the order is in .dependency-cruiser.mjs.`,
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: { path: `^src/modules/(${MODULES.slice(index + 1).join('|')})/` },
}));

const layers = [
  {
    name: 'kernel-imports-nothing-of-ours',
    comment: 'The kernel is pure: it imports itself and what Node has built in.',
    severity: 'error',
    from: { path: '^src/kernel/' },
    to: { pathNot: '^src/kernel/', dependencyTypesNot: ['core'] },
  },
  {
    name: 'domain-imports-only-kernel',
    comment:
      'A rule is a pure function over plain data: it imports its own domain and the kernel (and the numbering plans of libphonenumber-js, which are data).',
    severity: 'error',
    from: { path: `${ownModule}domain/` },
    to: { pathNot: ['^src/kernel/', '^src/modules/$1/domain/', 'node_modules/libphonenumber-js/'] },
  },
  {
    name: 'data-imports-downwards',
    comment: 'Entities and queries know the domain, and nothing of what uses them.',
    severity: 'error',
    from: { path: `${ownModule}data/` },
    to: { path: '^src/modules/$1/(?!(data|domain)/)' },
  },
  {
    name: 'use-cases-import-downwards',
    comment: 'A use case knows data and domain; who calls it is none of its business.',
    severity: 'error',
    from: { path: `${ownModule}use-cases/` },
    to: { path: '^src/modules/$1/(graphql/|jobs|reactions|public|module)' },
  },
  {
    name: 'only-the-wiring-imports-a-manifest',
    comment: 'module.ts is what app/ reads; nothing inside a module needs it.',
    severity: 'error',
    from: { pathNot: ['^src/app/', '^test/'] },
    to: { path: '^src/modules/[^/]+/module\\.ts$' },
  },
  {
    name: 'front-door-shows-no-transport',
    comment:
      'Use cases of other modules import public.ts, so it must not lead to GraphQL, jobs or reactions.',
    severity: 'error',
    from: { path: `${ownModule}public\\.ts$` },
    to: { path: '^src/modules/$1/(graphql/|jobs|reactions)' },
  },
  {
    name: 'platform-knows-no-feature',
    comment: 'Technical services serve every module and know none.',
    severity: 'error',
    from: { path: '^src/platform/' },
    to: { path: '^src/(modules|app|demo)/|^src/main\\.ts$' },
  },
  {
    name: 'app-is-imported-by-main-alone',
    comment: 'The wiring is the top; only the process and the tests start it.',
    severity: 'error',
    from: { pathNot: ['^src/app/', '^src/main\\.ts$', '^test/'] },
    to: { path: '^src/app/' },
  },
  {
    name: 'main-starts-the-app-alone',
    comment: 'main.ts is the process: configuration, app, listen, drain.',
    severity: 'error',
    from: { path: '^src/main\\.ts$' },
    to: { path: '^src/(modules|demo)/' },
  },
];

const doors = [
  {
    name: 'front-door-only',
    comment: 'Another module is reached through its public.ts, or its graphql/*.types.ts, and nothing else.',
    severity: 'error',
    from: { path: ownModule },
    to: {
      path: '^src/modules/[^/]+/',
      pathNot: [
        '^src/modules/$1/',
        '^src/modules/[^/]+/public\\.ts$',
        '^src/modules/[^/]+/graphql/[^/]+\\.types\\.ts$',
      ],
    },
  },
  {
    name: 'foreign-types-in-graphql-only',
    comment: "Another module's GraphQL types are for one's own graphql/ folder.",
    severity: 'error',
    from: { path: ownModule, pathNot: '^src/modules/[^/]+/graphql/' },
    to: { path: '^src/modules/[^/]+/graphql/', pathNot: '^src/modules/$1/' },
  },
  {
    name: 'no-graphql-below-resolvers',
    comment:
      'Domain, data and use cases serve any transport: no graphql, type-graphql, Apollo or their wrappers.',
    severity: 'error',
    from: { path: `${ownModule}(domain|data|use-cases)/` },
    to: { path: [graphqlPackages, '^src/platform/graphql/'] },
  },
  {
    name: 'demo-imports-only-demo',
    comment: 'The demo is a client: it knows the server by its API alone.',
    severity: 'error',
    from: { path: '^src/demo/' },
    to: { path: '^(src|test|dist)/', pathNot: '^src/demo/' },
  },
  {
    name: 'nobody-imports-demo',
    comment: 'The server works without its demo.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/demo/' },
    to: { path: '^src/demo/' },
  },
  {
    name: 'nobody-imports-test',
    comment: 'Test code stays in test/.',
    severity: 'error',
    from: { pathNot: '^test/' },
    to: { path: '^test/' },
  },
];

const hygiene = [
  {
    name: 'no-circular',
    comment: 'A cycle has no layers.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that imports nothing and is imported by nothing is left over.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [
        '^test/support/global-(setup|teardown)\\.mjs$',
        '^test/chaos/skew\\.mjs$',
        '^test/bench/stand/collect\\.ts$',
        '^src/demo/gql/',
        '\\.d\\.m?ts$',
      ],
    },
    to: {},
  },
  {
    name: 'not-to-unresolvable',
    comment:
      'What cannot be found cannot be checked. (The package of typed documents holds types and no code.)',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
  },
  {
    name: 'not-to-build-output',
    comment: 'An import that ends in dist/ escapes every other rule.',
    severity: 'error',
    from: {},
    to: { path: '^dist/' },
  },
  {
    name: 'no-development-dependency-at-run-time',
    comment: 'The server runs with `npm ci --omit=dev`.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/demo/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
  },
];

export default {
  forbidden: [...layers, ...laterModules, ...doors, ...hygiene],
  options: {
    // TypeScript 7 has no JavaScript API for the default parser. Without @swc/core nothing would be read
    // and no rule broken, so the runner also counts what was read.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    // The peers of the benchmarks are a package of their own, and what is compiled was read as it is written.
    exclude: { path: '^test/(bench/(peers|dist)|chaos/dist)/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
