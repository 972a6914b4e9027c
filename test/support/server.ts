import { type Logger, pino } from 'pino';
import { type App, type AppOptions, startApp } from '#app/create-app.js';
import type { CodeSender } from '#modules/identity/public.js';
import { readConfig } from '#platform/config/config.js';
import type { Connection } from '#platform/db/database.js';
import { Api } from './api.js';
import { cloneTemplate, dropDatabase } from './database-template.js';

/** Reviewers of every test server. */
export const REVIEWER = '+8619900009999';

/** Whatever can sign people in. */
export interface SignsIn {
  /** Signs in with a new code. Returns an API client that speaks as this person. */
  signIn(mobile: string): Promise<Api>;
}

/** A real server on a free port over a database of its own, and what a test needs to drive it. */
export interface TestServer extends AsyncDisposable, SignsIn {
  readonly app: App;
  readonly api: Api;
  readonly connection: Connection;
  /** Sends codes to the people who wait for them here. */
  readonly sender: CodeSender;
  /** Codes as they were sent, the newest for each mobile. */
  readonly codes: ReadonlyMap<string, string>;
  /** Asks for a code and returns it as it was sent. */
  codeFor(mobile: string): Promise<string>;
  /** Moves the database's clock forward for this server's database only. */
  travel(interval: string): Promise<void>;
  /** Also called at the end of the scope of an `await using`. */
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: AppOptions['overrides'];
  /** The way that the server takes to its database, a proxy for instance. */
  readonly through?: (real: Connection) => Promise<Connection>;
  readonly log?: Logger;
}

/** Its sockets are closed at once when it stops. */
const DEFAULTS = { PORT: '0', NODE_ENV: 'test', REVIEWER_MOBILES: REVIEWER, DRAIN_SECONDS: '0' };

/** The secret of every test server that is given none. */
export const TOKEN_SECRET = 'a secret for tests that nobody else uses';

export async function startServer({
  env = {},
  overrides = {},
  through = async (real) => real,
  log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
}: TestServerOptions = {}): Promise<TestServer> {
  const connection = await cloneTemplate();
  const codes = new Map<string, string>();
  const waiting = new Map<string, (code: string) => void>();
  const sender = {
    async send({ mobile, code }: { mobile: string; code: string }) {
      codes.set(mobile, code);
      waiting.get(mobile)?.(code);
    },
  };
  const app = await startApp({
    config: configOf(env),
    connection: await through(connection),
    log,
    overrides: { sender, ...overrides },
  });
  const api = new Api(app.url);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= app.stop().then(() => dropDatabase(connection)));
  const codeFor = async (mobile: string): Promise<string> => {
    const sent = new Promise<string>((resolve) => waiting.set(mobile, resolve));
    const { requestSignInCode } = await api.succeed<{
      requestSignInCode: { userErrors: readonly { code: string }[] };
    }>(
      'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { userErrors { code } } }',
      { input: { mobile } },
    );
    const [refused] = requestSignInCode.userErrors;
    if (refused) throw new Error(`no code is sent to ${mobile}: ${refused.code}`);
    return sent;
  };
  return {
    app,
    api,
    connection,
    sender,
    codes,
    codeFor,
    async signIn(mobile) {
      const code = await codeFor(mobile);
      const data = await api.succeed<{ signIn: { tokens: { accessToken: string } } }>(
        'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } userErrors { code message } } }',
        { input: { mobile, code } },
      );
      return api.as(data.signIn.tokens.accessToken);
    },
    async travel(interval) {
      await app.database.run(
        `create or replace function assent_now() returns timestamptz language sql volatile parallel safe
         as $$ select clock_timestamp() + interval '${interval}' $$`,
      );
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Another server over the same database. */
export interface TestNode extends AsyncDisposable {
  readonly app: App;
  /** The same caller, at this node. */
  at(api: Api): Api;
}

/** Starts another node over a server's database. It must be stopped before that one. */
export async function startNode(
  { connection, sender }: TestServer,
  { env = {}, overrides = {}, through = async (real) => real }: Omit<TestServerOptions, 'log'> = {},
): Promise<TestNode> {
  const app = await startApp({
    config: configOf(env),
    connection: await through(connection),
    log: pino({ level: 'silent' }),
    overrides: { sender, ...overrides },
  });
  return {
    app,
    at: ({ token }) => new Api(app.url, token),
    [Symbol.asyncDispose]: () => app.stop(),
  };
}

function configOf(env: Readonly<Record<string, string>>): AppOptions['config'] {
  const config = readConfig({ ...DEFAULTS, ...env });
  return { ...config, tokenSecret: config.tokenSecret ?? TOKEN_SECRET };
}
