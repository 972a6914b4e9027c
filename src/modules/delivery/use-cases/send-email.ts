import type { Mailer } from '#platform/outbound/mailer.js';
import type { Sql } from '#platform/db/sql.js';
import type { ClaimedDelivery } from '../data/sending.js';
import { deliverySettingsOf } from '../data/settings.js';
import { mailBodies } from '../domain/mail-text.js';
import { maskEmail } from '../domain/masking.js';
import type { LinkTokens } from './link-tokens.js';
import { linkOf } from './link-of.js';
import type { Attempt, OpenChannel } from './send-lane.js';

/** E-mail by SMTP. Sent: the server has accepted it. */
export function emailChannel(mailer: Mailer | undefined, tokens: LinkTokens): OpenChannel {
  return async (sql) => {
    const enabled = enabledIn(sql);
    return async (delivery) => {
      if (!mailer || !(await enabled(delivery.organizationId)))
        return { kind: 'failed', failure: 'CHANNEL_OFF' };
      if (delivery.email === null) return { kind: 'failed', failure: 'NO_ADDRESS' };
      return send(mailer, delivery, delivery.email, linkOf(delivery, tokens));
    };
  };
}

async function send(
  mailer: Mailer,
  { id, title, body, language }: ClaimedDelivery,
  to: string,
  link: string | null,
): Promise<Attempt> {
  const outcome = await mailer.send({ id, to, subject: title, ...mailBodies({ language, body, link }) });
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'sent', to: maskEmail(to) };
    case 'refused':
      return { kind: 'failed', failure: 'REJECTED', said: outcome.said };
    case 'later':
      return { kind: 'later', said: outcome.said };
    case 'server':
      return { kind: 'down', said: outcome.said };
  }
}

/** Whether an organization sends e-mail, asked once for each. */
function enabledIn(sql: Sql): (organizationId: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (organizationId) => {
    const asked =
      known.get(organizationId) ?? deliverySettingsOf(sql, organizationId).then(({ email }) => email);
    known.set(organizationId, asked);
    return asked;
  };
}
