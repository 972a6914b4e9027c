import { setTimeout as delay } from 'node:timers/promises';
import { checkInWords, Checks } from './checks.js';
import type { DemoInput } from './input/demo-input.js';
import { type Interruption, interruption } from './interruption.js';
import type { Options } from './options.js';
import { type Report, writeReport } from './report.js';
import { type Announcement, told } from './server-process.js';
import { REVIEWER_MOBILE, Stand } from './stand.js';
import { play } from './story.js';
import type { Stage } from './terminal/stage.js';

/** How long a failure may be ahead of the end of the server that caused it. */
const GONE_MS = 300;

/** Plays the demo on a server of its own, of the clone at `root`. Returns the exit status. */
export async function run(options: Options, input: DemoInput, stage: Stage, root: string): Promise<number> {
  const interrupted = interruption();
  const { name, memberIds, messageCount } = input.head;
  stage.line("Assent moves a chat group, with its members' consent");
  stage.line(`${name}: ${memberIds.length} members, ${messageCount} messages`);
  const stand = await Stand.open(root);
  const { server } = stand;
  try {
    const performed = perform(options, input, stage, stand);
    const ended = await Promise.race([performed, interrupted, server.lost]);
    if (typeof ended === 'object') return await interruptedBy(ended, stand, stage.curtain());
    if (options.exit) return ended;
    await Promise.race([interrupted, server.lost]);
    stage.line();
    const exit = await stage.step('stops the server', () => server.stop(), told);
    return exit.code === 0 ? ended : 1;
  } catch (error) {
    await explain(error, stand, stage.curtain());
    return 1;
  } finally {
    await stand.close();
  }
}

/** The story, its verdict and its report; the exit status by them. */
async function perform(options: Options, input: DemoInput, stage: Stage, stand: Stand): Promise<number> {
  const { server, gateway } = stand;
  const announced = await stage.step(
    'starts the server with a new database',
    () => server.ready(),
    ({ api }) => api,
  );
  const checks = new Checks();
  const outcome = await play(
    {
      stage,
      input,
      fast: options.fast,
      api: stand.api(announced),
      connect: (token) => stand.connect(announced, token),
      gateway,
      reviewerMobile: REVIEWER_MOBILE,
    },
    checks,
  );
  const peakMemoryMiB = await server.peakMemoryMiB();
  if (options.exit) {
    const exit = await stage.step('stops the server', () => server.stop(), told);
    checks.equal('the server drained and ended with status 0', exit, { code: 0, signal: null });
  }
  const seconds = Math.round(performance.now() / 10) / 100;
  const report: Report = { ...outcome, seconds, peakMemoryMiB };
  conclude(stage, checks, report);
  if (options.report !== undefined) await writeReport(options.report, report);
  if (!options.exit) invite(stage, announced, input, stand);
  return checks.passed ? 0 : 1;
}

function conclude(stage: Stage, checks: Checks, { events, seconds, peakMemoryMiB }: Report): void {
  stage.line();
  stage.lines(checks.list.map(checkInWords));
  stage.line();
  const memory = peakMemoryMiB === null ? 'unknown memory' : `at most ${peakMemoryMiB} MiB in the server`;
  stage.line(`${events.received} events, ${events.gaps} missing; ${seconds} s; ${memory}`);
  const failed = checks.list.filter(({ holds }) => !holds).length;
  stage.line(
    failed === 0 ? 'All is as it must be.' : `${failed} of ${checks.list.length} are not as they must be.`,
  );
}

/** What a person can do with the server that is still up. Codes that they ask for are shown here. */
function invite(stage: Stage, { api, explorer }: Announcement, input: DemoInput, { gateway }: Stand): void {
  const { name, mobile } = input.owner;
  stage.lines([
    '',
    `The server is up: open ${explorer ?? api} in a browser.`,
    'To sign in, take one of these mobiles as M and the code that appears here as C:',
    `  ${mobile}  ${name}, the group's owner and administrator`,
    `  ${REVIEWER_MOBILE}  the reviewer`,
    '  mutation {requestSignInCode(input: {mobile: "M"}) {maskedMobile}}',
    '  mutation {signIn(input: {mobile: "M", code: "C"}) {tokens {accessToken}}}',
    'and give the token in the headers: {"authorization": "Bearer …"}',
    'Ctrl-C stops the server.',
    '',
  ]);
  gateway.forward((to, code) => stage.line(`sign-in code for ${to}: ${code}`));
}

async function interruptedBy(
  { reason, exitStatus }: Interruption,
  { server }: Stand,
  stage: Stage,
): Promise<number> {
  stage.lines(['', `${reason}: stopping the server`]);
  await server.stop();
  return exitStatus;
}

async function explain(reason: unknown, { server }: Stand, stage: Stage): Promise<void> {
  stage.lines(['', `The demo failed: ${reason instanceof Error ? reason.message : String(reason)}`]);
  // A server that dies closes its sockets first.
  const gone = await Promise.race([server.exited, delay(GONE_MS)]);
  if (gone) stage.line(`The server is gone: ${told(gone)}.`);
  await server.stop();
  if (server.lastLines.length > 0)
    stage.lines(["The server's last lines:", ...server.lastLines.map((line) => `  ${line}`)]);
}
