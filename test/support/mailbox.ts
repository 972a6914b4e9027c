import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  /** By their names in lower case, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

/** What the server answers to a recipient or a mail in place of taking it. */
export type Refuse = (to: string) => { readonly code: number; readonly message: string } | undefined;

/** A real mail server on a free port, which keeps what it takes. */
export class Mailbox implements AsyncDisposable {
  private readonly waiting: ReceivedMail[] = [];
  private readonly readers: ((mail: ReceivedMail) => void)[] = [];
  private readonly server: SMTPServer;
  /** Recipients that were named to the server, taken or refused. */
  readonly asked: string[] = [];
  refuse: Refuse = () => undefined;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, callback) => {
        this.asked.push(address);
        const refused = this.refuse(address);
        callback(refused ? Object.assign(new Error(refused.message), { responseCode: refused.code }) : null);
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const [recipient] = session.envelope.rcptTo;
          this.take({ to: recipient?.address ?? '', ...parse(Buffer.concat(chunks).toString('utf8')) });
          callback();
        });
      },
    });
  }

  static async open(port = 0): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((done) => mailbox.server.listen(port, '127.0.0.1', done));
    return mailbox;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** How many mails wait to be read. */
  get unread(): number {
    return this.waiting.length;
  }

  /** The next mail that was taken, in order; waits for it. */
  next(): Promise<ReceivedMail> {
    const mail = this.waiting.shift();
    return mail ? Promise.resolve(mail) : new Promise((done) => this.readers.push(done));
  }

  /** So many mails, in any order, by their recipients. */
  async takeAll(count: number): Promise<ReadonlyMap<string, ReceivedMail>> {
    const mails = await Promise.all(Array.from({ length: count }, () => this.next()));
    return new Map(mails.map((mail) => [mail.to, mail]));
  }

  private take(mail: ReceivedMail): void {
    const reader = this.readers.shift();
    if (reader) reader(mail);
    else this.waiting.push(mail);
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.server.close(done));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** As much of MIME as a mail with a text and an HTML part needs. */
function parse(raw: string): Pick<ReceivedMail, 'headers' | 'text' | 'html'> {
  const whole = partOf(raw);
  const boundary = /boundary="?([^";]+)/.exec(whole.headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = whole.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => partOf(part.trimStart()));
  const bodyOf = (type: string): string => {
    const part = parts.find(({ headers }) => headers.get('content-type')?.startsWith(type));
    return part ? decode(part) : '';
  };
  return { headers: whole.headers, text: bodyOf('text/plain'), html: bodyOf('text/html') };
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function decode({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body.trimEnd();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').trimEnd();
}
