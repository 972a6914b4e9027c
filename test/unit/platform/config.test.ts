import { describe, expect, test } from '@jest/globals';
import { readConfig } from '#platform/config/config.js';
import { nodeProblem } from '#platform/config/node-version.js';

const problemsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('the configuration', () => {
  test('has a default for everything in development', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      database: undefined,
      dataDir: 'data',
      tokenSecret: undefined,
      explorer: true,
      logLevel: 'info',
      statesPerSecond: 10,
      streamRetentionDays: 30,
      sockets: {
        perAddress: 200,
        perUser: 50,
        subscriptions: 50,
        idleSeconds: 300,
        keepAliveSeconds: 12,
      },
    });
  });

  test('needs a sender with a mail server, and a place for the token in the address of links', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example:587' })).toContain(
      'MAIL_FROM: required with SMTP_URL',
    );
    expect(problemsOf({ SMTP_URL: 'https://mail.example', MAIL_FROM: 'a@b.example' })).toContain('SMTP_URL');
    expect(problemsOf({ INVITATION_URL: 'https://app.example/i/' })).toContain('INVITATION_URL');
    expect(
      readConfig({
        SMTP_URL: 'smtps://user:word@mail.example',
        MAIL_FROM: 'Assent <a@b.example>',
        INVITATION_URL: 'https://app.example/i/{token}',
      }),
    ).toMatchObject({
      mail: { url: 'smtps://user:word@mail.example', from: 'Assent <a@b.example>' },
      invitationUrl: 'https://app.example/i/{token}',
      webhookPrivateNetworks: false,
    });
  });

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', TOKEN_SECRET: '' })).toMatchObject({
      port: 4000,
      database: undefined,
    });
  });

  test('tells every problem at once, by name, and never a value', () => {
    const wrong = {
      NODE_ENV: 'staging-v4lue',
      PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2-v4lue@db/x',
      DATABASE_POOL: 'many-v4lue',
      TOKEN_SECRET: 'short-v4lue',
      CODE_WEBHOOK_URL: 'v4lue',
      CODE_WEBHOOK_SECRET: 'v4lue',
      REVIEWER_MOBILES: '13800138000,v4lue',
      ALLOWED_ORIGINS: 'https://v4lue.example/path',
      TRUSTED_PROXIES: 'v4lue',
      EXPLORER: 'v4lue',
      LOG_LEVEL: 'v4lue',
      PUBLIC_URL: 'ftp://v4lue',
    };
    const told = problemsOf(wrong);
    expect(
      told
        .match(/^ {2}\w+/gm)
        ?.map((name) => name.trim())
        .toSorted(),
    ).toEqual(Object.keys(wrong).toSorted());
    expect(told).not.toMatch(/v4lue|hunter2|70000/);
  });

  test('in production demands its own secret and a gateway for codes, and hides the explorer', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toMatch(
      /TOKEN_SECRET.*\n.*CODE_WEBHOOK_URL.*\n.*CODE_WEBHOOK_SECRET/,
    );
    const config = readConfig({
      NODE_ENV: 'production',
      TOKEN_SECRET: 'x'.repeat(32),
      CODE_WEBHOOK_URL: 'https://codes.example',
      CODE_WEBHOOK_SECRET: 'y'.repeat(16),
    });
    expect(config).toMatchObject({ production: true, explorer: false });
  });

  test('reads a database URL with everything that libpq allows in it', () => {
    const read = (url: string): unknown => readConfig({ DATABASE_URL: url }).database;
    expect(read('postgres://ann:p%40ss%2Fword@db.example:6432/assent?sslmode=require')).toEqual({
      host: 'db.example',
      port: 6432,
      user: 'ann',
      password: 'p@ss/word',
      database: 'assent',
      ssl: true,
    });
    expect(read('postgresql://ann@[::1]')).toMatchObject({
      host: '::1',
      port: 5432,
      database: 'ann',
      ssl: false,
    });
    expect(read('postgres://ann@%2Frun%2Fpostgresql/assent')).toMatchObject({ host: '/run/postgresql' });
    expect(read('postgres://ann@localhost/assent?host=/run/postgresql&port=5433')).toMatchObject({
      host: '/run/postgresql',
      port: 5433,
    });
  });

  test.each([
    'postgres://db.example/x',
    'postgres://a:%zz@db/x',
    'postgres://a@db/x?sslmode=sometimes',
    'not a url',
  ])('refuses the database URL %s', (url) =>
    expect(problemsOf({ DATABASE_URL: url })).toContain('DATABASE_URL'),
  );
});

describe('the Node that runs it', () => {
  test.each(['22.17.0', '22.18.1', '24.0.0', '26.1.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  test.each(['20.20.2', '22.16.9', '18.0.0'])('%s is told what to do', (version) => {
    expect(nodeProblem(version)).toContain(`this is Node ${version}`);
    expect(nodeProblem(version)).toContain('npm rebuild node');
  });
});
