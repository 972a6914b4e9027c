import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What its Message-ID begins with. The same for each attempt, so that a mailbox can know a second copy. */
  readonly id: string;
}

/** What became of a mail: accepted by the server, refused for good, or not now; `server`: nobody gets any now. */
export type MailOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' | 'later' | 'server'; readonly said: string };

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

const CONNECTIONS = 5;
const CONNECT_MS = 10_000;
const SILENT_MS = 30_000;

/** Sends by SMTP over a few lasting connections. `url` is `smtp://` or `smtps://`, with user and password if any. */
export function smtpMailer(url: string, from: string): Mailer {
  const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const separator = url.includes('?') ? '&' : '?';
  const pooled = `${url}${separator}pool=true&maxConnections=${CONNECTIONS}&connectionTimeout=${CONNECT_MS}&greetingTimeout=${CONNECT_MS}&socketTimeout=${SILENT_MS}`;
  const transport = createTransport(pooled, { from, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ to, id, ...mail }) {
      try {
        // An object, not a text, so that no address is read as a list of them.
        await transport.sendMail({ ...mail, to: { name: '', address: to }, messageId: `<${id}@${domain}>` });
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  readonly message: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** 5yz is a permanent negative reply, 4yz a transient one, and 421 that the server goes away (RFC 5321, 4.2). */
function outcomeOf({ message, command, response, responseCode = 0 }: SmtpError): MailOutcome {
  const said = response ?? message;
  // An address that could not even be said.
  if (command === 'API') return { kind: 'refused', said };
  const ofThisMail = (command === 'RCPT TO' || command === 'DATA') && responseCode >= 400;
  if (!ofThisMail || responseCode === 421) return { kind: 'server', said };
  return { kind: responseCode >= 500 ? 'refused' : 'later', said };
}
