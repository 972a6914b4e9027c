import { describe, expect, test } from '@jest/globals';
import { mailBodies } from '#modules/delivery/domain/mail-text.js';
import { detailOf, maskEmail } from '#modules/delivery/domain/masking.js';
import { pauseAfter } from '#modules/delivery/domain/retries.js';
import { planProblems, webhookUrlOf } from '#modules/delivery/domain/settings.js';
import { LinkTokens } from '#modules/delivery/use-cases/link-tokens.js';
import { WebhookSecrets } from '#modules/delivery/use-cases/webhook-secrets.js';

describe('attempts', () => {
  test('follow each other with longer and longer pauses, and the sixth is the last', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => pauseAfter(attempts, 0));
    expect(pauses).toEqual([60, 300, 900, 3_600, 10_800, undefined]);
  });

  test('end a day after it was queued', () => {
    expect(pauseAfter(1, 86_399)).toBe(60);
    expect(pauseAfter(1, 86_400)).toBeUndefined();
  });
});

describe('the address of a webhook', () => {
  test.each([
    ['https://sms.example/send?x=1#part', 'https://sms.example/send?x=1'],
    ['http://sms.example/', undefined],
    ['https://user:password@sms.example/', undefined],
    ['https://user@sms.example/', undefined],
    ['ftp://sms.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['sms.example', undefined],
    [`https://sms.example/${'x'.repeat(2_000)}`, undefined],
  ])('%s', (text, expected) => {
    expect(webhookUrlOf(text, { http: false })).toBe(expected);
  });

  test('may be plain http where the server allows it', () => {
    expect(webhookUrlOf('http://127.0.0.1:8080/x', { http: true })).toBe('http://127.0.0.1:8080/x');
  });
});

describe('a plan of reminders', () => {
  const problems = (reminderHours: number[], escalateHours: number | null = null): string[] =>
    planProblems({ reminderHours, escalateHours }).map(({ code, field }) => `${field.join('.')} ${code}`);

  test('has at most six different hours of a month', () => {
    expect(problems([24, 72, 120], 96)).toEqual([]);
    expect(problems([])).toEqual([]);
    expect(problems([0])).toEqual(['reminderHours OUT_OF_RANGE']);
    expect(problems([721])).toEqual(['reminderHours OUT_OF_RANGE']);
    expect(problems([24, 24])).toEqual(['reminderHours REPEATED']);
    expect(problems([1, 2, 3, 4, 5, 6, 7])).toEqual(['reminderHours TOO_MANY_STEPS']);
    expect(problems([], 721)).toEqual(['escalateHours OUT_OF_RANGE']);
  });
});

describe('what others may see', () => {
  test.each([
    ['anna@example.com', 'a****@example.com'],
    ['"odd@local"@example.com', '"****@example.com'],
    ['nobody', '****'],
    ['@example.com', '****'],
  ])('of the address %s', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });

  test('of what another server said is one line of bounded length', () => {
    expect(detailOf(`550\r\n no \u0000such\u202e user `)).toBe('550 no such user');
    expect(detailOf('x'.repeat(1_000))).toHaveLength(300);
  });
});

describe('the body of an e-mail', () => {
  test('shows signs of HTML in a text as they are', () => {
    const { html, text } = mailBodies({
      language: 'en',
      body: '<b>"Tom" & \'Ann\'</b>\nsecond',
      link: 'https://a.example/?x=1&y=2',
    });
    expect(html).toContain('<p>&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;</p><p>second</p>');
    expect(html).toContain('<a href="https://a.example/?x=1&amp;y=2">');
    expect(text).toBe('<b>"Tom" & \'Ann\'</b>\nsecond\n\nhttps://a.example/?x=1&y=2');
  });

  test('has no link where there is none', () => {
    expect(mailBodies({ language: 'en', body: 'x', link: null }).html).not.toContain('href');
  });
});

describe('keys that are stored nowhere', () => {
  test('are the same each time, and another one for each delivery, organization, number and server', () => {
    const links = new LinkTokens('one');
    expect(links.tokenOf('a')).toBe(new LinkTokens('one').tokenOf('a'));
    expect(links.tokenOf('a')).toMatch(/^[\w-]{43}$/);
    expect(new Set([links.tokenOf('a'), links.tokenOf('b'), new LinkTokens('two').tokenOf('a')]).size).toBe(
      3,
    );
    const secrets = new WebhookSecrets('one');
    expect(secrets.secretOf('a', 1)).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(
      new Set([
        secrets.secretOf('a', 1),
        secrets.secretOf('a', 2),
        secrets.secretOf('b', 1),
        new WebhookSecrets('two').secretOf('a', 1),
      ]).size,
    ).toBe(4);
  });
});
