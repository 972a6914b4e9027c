import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { CodeSender } from '#modules/identity/public.js';

/** For development: the code goes to the log. */
export function consoleSender(log: Logger): CodeSender {
  return {
    async send({ mobile, code }) {
      log.info(`sign-in code for ${mobile}: ${code}`);
    },
  };
}

const TIMEOUT_MS = 10_000;

/**
 * POSTs `{"type":"sign-in-code","mobile","code"}` to a gateway that sends the message. With a secret the header
 * `Assent-Signature: sha256=HEX` holds the HMAC-SHA-256 of the body. Any status from 200 to 299 means "taken".
 */
export function webhookSender(url: string, secret: string | undefined): CodeSender {
  return {
    async send(message) {
      const body = JSON.stringify({ type: 'sign-in-code', ...message });
      const signature = secret ? createHmac('sha256', secret).update(body).digest('hex') : undefined;
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...(signature ? { 'assent-signature': `sha256=${signature}` } : {}),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (!answer.ok) throw new Error(`the code gateway answered ${answer.status}`);
    },
  };
}
