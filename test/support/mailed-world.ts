import { giveEmails, nextUtc, quietHours, setClock } from './deliveries.js';
import { eventually } from './eventually.js';
import { type GroupWorld, groupWorld } from './group-world.js';
import { Mailbox } from './mailbox.js';
import { startServer, type TestServer } from './server.js';

/** A server that sends e-mail to a mailbox, with a group whose people but the owner have addresses and accounts. */
export class MailedWorld implements AsyncDisposable {
  private constructor(
    readonly mailbox: Mailbox,
    readonly server: TestServer,
    readonly world: GroupWorld,
  ) {}

  /** Without quiet hours. */
  static async open(people: readonly string[]): Promise<MailedWorld> {
    await using opened = new AsyncDisposableStack();
    const mailbox = opened.use(await Mailbox.open());
    const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'a@server.example' };
    const server = opened.use(await startServer({ env }));
    const world = await groupWorld(
      server,
      people.map(() => 'ACTIVATED' as const),
    );
    await quietHours(server, world);
    await giveEmails(world, people);
    opened.move();
    return new MailedWorld(mailbox, server, world);
  }

  /** Waits until nothing is left of what was to be sent, neither to send nor to note that it was. */
  async allSent(): Promise<void> {
    await eventually('all is sent', async () => {
      const left = await this.server.app.database.row(`select 1 from delivery where state = 'QUEUED'`);
      return left === undefined;
    });
  }

  /** From now on it is night, and the quiet hours last until the morning that this returns. */
  async night(): Promise<Date> {
    await quietHours(this.server, this.world, '22:00', '08:00');
    const night = nextUtc('15:00'); // 23:00 in Shanghai
    await setClock(this.server, night);
    return nextUtc('00:00', night);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    await this.mailbox.close();
  }
}
