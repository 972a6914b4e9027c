import type { EventTally } from '../event-tally.js';
import { letAnswer } from '../steps/answers.js';
import { EventFollower, followProgress, type Progress } from '../steps/follow.js';
import {
  closeUpgrade,
  cutOver,
  readSummary,
  startUpgrade,
  type Started,
  type Summary,
} from '../steps/upgrade.js';
import { answersLine } from '../terminal/answers-line.js';
import type { World } from '../world.js';
import type { Company } from './found-company.js';
import type { Crew } from './prepare.js';

export type Upgraded = {
  readonly started: Started;
  readonly summary: Summary;
  /** The last state that the progress told. */
  readonly progress: Progress;
  readonly tally: EventTally;
  /** The old group has ceased, and points to the new one. */
  readonly succeeded: boolean;
};

/** How long the connection for events stays cut, in ms. */
const OFFLINE_MS = { fast: 100, paced: 1_500 } as const;

/** Starts the upgrade; everybody answers while two subscriptions watch; then it is closed and cut over. */
export async function upgrade(
  world: World,
  company: Company,
  crew: Crew,
  sourceGroupId: string,
): Promise<Upgraded> {
  const { admin, owner } = company;
  const started = await world.stage.step(
    'the owner starts the upgrade',
    () => startUpgrade(admin.api, sourceGroupId),
    ({ pending, blocked }) => `${pending} are asked, ${blocked} are blocked`,
  );
  const token = await owner.signIn();
  const events = new EventFollower(
    () => world.connect(token),
    world.fast ? OFFLINE_MS.fast : OFFLINE_MS.paced,
  );
  const screen = new ProgressScreen();
  const [progress, tally, acted] = await Promise.all([
    followProgress(admin.live, started.id, (now) => screen.take(now)),
    events.follow(started.id),
    act(world, company, crew, started, events, screen),
  ]);
  const { received, afterCut = 0 } = tally;
  world.stage.line(`  both subscriptions end: ${received} events, ${afterCut} after the connection was cut`);
  return { started, progress, tally, ...acted };
}

/** What the owner and the members do meanwhile. */
async function act(
  { stage, fast }: World,
  { admin }: Company,
  { members }: Crew,
  started: Started,
  events: EventFollower,
  screen: ProgressScreen,
): Promise<Pick<Upgraded, 'summary' | 'succeeded'>> {
  await stage.watch('members answer from their phones, until the owner closes', async (show) => {
    screen.drawTo(show);
    await letAnswer(members, { fast, halfway: () => events.cut() });
    await closeUpgrade(admin.api, started.id);
    await screen.closed;
  });
  const summary = await stage.step(
    'the owner reads the summary',
    () => readSummary(admin.api, started.id),
    ({ joining, staying, messages }) => `${joining} join, ${staying} stay, ${messages} messages`,
  );
  const succeeded = await stage.step('cuts over, with its token', () =>
    cutOver(admin.api, started, summary.token),
  );
  return { summary, succeeded };
}

/** Draws what the progress subscription tells, as long as answers are open. */
class ProgressScreen {
  /** Resolves when the progress has told that answers are closed. */
  readonly closed: Promise<void>;
  private resolveClosed: () => void = () => undefined;
  private show: ((line: string) => void) | undefined;
  private latest: Progress | undefined;

  constructor() {
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve;
    });
  }

  take(progress: Progress): void {
    this.latest = progress;
    if (progress.included + progress.excluded === 0) this.show?.(answersLine(progress));
    if (progress.state !== 'INVITING') this.resolveClosed();
  }

  drawTo(show: (line: string) => void): void {
    this.show = show;
    if (this.latest) show(answersLine(this.latest));
  }
}
