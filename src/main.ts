import { nodeProblem } from '#platform/config/node-version.js';

// Nothing else is imported before the check: the rest of the program does not even load on a Node that is too old.
const problem = nodeProblem(process.versions.node);
if (problem === undefined) {
  const { runServer } = await import('#app/run-server.js');
  await runServer();
} else {
  console.error(problem);
  process.exitCode = 1;
}
