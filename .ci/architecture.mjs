/**
 * Checks the import rules of `.dependency-cruiser.mjs` over `src` and `test`, and that the check has
 * really read them: a parser that is missing reads nothing, and nothing breaks no rule.
 *
 *   node .ci/architecture.mjs [--root DIR] [--json]
 *
 * Exits 1 for a broken rule, and 1 for a file that was not read. `--json` prints
 * `{ modules, dependencies, unread, violations: [{ rule, from, to }] }`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import visitor from '@swc/core/Visitor.js';
import { cruise } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';

const { values } = parseArgs({
  options: { root: { type: 'string', default: '.' }, json: { type: 'boolean', default: false } },
});
process.chdir(values.root);

// swc's visitor, which dependency-cruiser walks with, throws at a `using` declaration.
const { visitStatement } = visitor.Visitor.prototype;
visitor.Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement;
};

const folders = ['src', 'test'].filter((folder) => existsSync(folder));
const { options, ...ruleSet } = config;
const { enhancedResolveOptions, ...cruiseOptions } = options;
const { output } = await cruise(
  folders,
  { ...cruiseOptions, ruleSet, validate: true, outputType: 'json' },
  enhancedResolveOptions,
);
const { modules, summary } = JSON.parse(output);

const excluded = new RegExp(options.exclude.path);
const read = new Set(modules.filter((module) => module.dependencies).map((module) => module.source));
const onDisk = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .filter((path) => !excluded.test(path)),
);
const report = {
  modules: onDisk.filter((path) => read.has(path)).length,
  dependencies: modules.reduce((sum, module) => sum + module.dependencies.length, 0),
  unread: onDisk.filter((path) => !read.has(path)),
  violations: summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle ? cycle.map((step) => step.name).join(' → ') : to,
  })),
};

if (values.json) {
  console.log(JSON.stringify(report, null, 2));
} else {
  const why = new Map(config.forbidden.map((rule) => [rule.name, rule.comment]));
  for (const { rule, from, to } of report.violations) {
    console.log(`${rule}: ${from} → ${to}\n  ${why.get(rule)}`);
  }
  for (const path of report.unread) {
    console.log(`not read: ${path}`);
  }
  console.log(
    `${report.modules} modules, ${report.dependencies} imports, ${report.violations.length} violations`,
  );
}
const nothingRead = report.modules === 0 || report.dependencies === 0;
process.exitCode = nothingRead || report.unread.length > 0 || report.violations.length > 0 ? 1 : 0;
