/** What MikroORM 7 asks for; the other parts run on less. */
const OLDEST = [22, 17] as const;

/**
 * Says what to do when this Node is too old to run the server; undefined when it is not.
 * `npm ci` brings a newer one (the package `node`), unless npm was told not to run install scripts.
 */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return [
    `Assent needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}.`,
    'The project brings its own, the package "node", but its install script has not run here. Do one of these:',
    '  npm rebuild node --ignore-scripts=false   and start it again through npm',
    '  install a newer Node',
  ].join('\n');
}
