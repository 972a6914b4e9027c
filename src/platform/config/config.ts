import { z } from 'zod';
import { parseConnectionUrl } from '../db/connection-url.js';
import type { Connection } from '../db/database.js';

const flag = z.stringbool();
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const e164 = /^\+[1-9]\d{6,14}$/;
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** Every environment variable that Assent reads, with what it means. `README.md` has the same list for people. */
const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4_000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    DATABASE_URL: z
      .string()
      .transform((text, context) => {
        const connection = parseConnectionUrl(text);
        if (typeof connection !== 'string') return connection;
        context.addIssue({ code: 'custom', message: connection });
        return z.NEVER;
      })
      .optional(),
    DATA_DIR: z.string().min(1).default('data'),
    DATABASE_POOL: z.coerce.number().int().min(4).max(200).default(16),
    ANSWER_QUEUE: z.coerce.number().int().min(10).max(1_000_000).default(10_000),
    DRAIN_SECONDS: z.coerce.number().min(0).max(3_600).default(5),
    TOKEN_SECRET: z.string().min(32, 'at least 32 characters').optional(),
    REVIEWER_MOBILES: list
      .refine((mobiles) => mobiles.every((one) => e164.test(one)), 'each like +8613800138000')
      .default([]),
    CODE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
    CODE_WEBHOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().min(3).max(320).optional(),
    WEBHOOK_PRIVATE_NETWORKS: flag.default(false),
    INVITATION_URL: z
      .url({ protocol: /^https?$/ })
      .refine((url) => url.includes('{token}'), 'with {token} where the token goes')
      .optional(),
    HINTS_URL: z.url({ protocol: /^(rediss?|nats)$/ }).optional(),
    STATES_PER_SECOND: z.coerce.number().int().min(1).max(100).default(10),
    SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(200),
    SOCKETS_PER_USER: z.coerce.number().int().min(1).default(50),
    SUBSCRIPTIONS_PER_SOCKET: z.coerce.number().int().min(1).max(1_000).default(50),
    SOCKET_IDLE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
    KEEP_ALIVE_SECONDS: z.coerce.number().int().min(1).max(3_600).default(12),
    STREAM_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
    ALLOWED_ORIGINS: list
      .refine((origins) => origins.every(isOrigin), 'each like https://app.example, without a path')
      .default([]),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    EXPLORER: flag.optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((env, context) => {
    if (env.SMTP_URL && !env.MAIL_FROM)
      context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'required with SMTP_URL' });
    if (env.NODE_ENV !== 'production') return;
    for (const name of ['TOKEN_SECRET', 'CODE_WEBHOOK_URL', 'CODE_WEBHOOK_SECRET'] as const) {
      if (!env[name]) context.addIssue({ code: 'custom', path: [name], message: 'required in production' });
    }
  });

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where clients reach the server, without a trailing slash; undefined means where it listens. */
  readonly publicUrl: string | undefined;
  /** Undefined means an embedded PostgreSQL with its data in `dataDir`. */
  readonly database: Connection | undefined;
  readonly dataDir: string;
  readonly poolSize: number;
  /** How many answers may wait to be committed; who comes then is told to come later. */
  readonly answerQueue: number;
  /** How long a node that stops takes to send its sockets elsewhere, one after the other. In ms. */
  readonly drainMs: number;
  /** Undefined means one that is made at the first start and kept in `dataDir`. */
  readonly tokenSecret: string | undefined;
  readonly reviewerMobiles: readonly string[];
  readonly codeWebhook: { readonly url: string; readonly secret: string | undefined } | undefined;
  /** The server that takes e-mail, and whom it is from; undefined means that no e-mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** Whether webhooks may lead into private networks, and over plain http. */
  readonly webhookPrivateNetworks: boolean;
  /** Where links in messages lead, with `{token}`; undefined means a page of this server. */
  readonly invitationUrl: string | undefined;
  /** A Redis or NATS server that carries hints between nodes; undefined means the database does. */
  readonly hintsUrl: string | undefined;
  /** How often a watcher is sent a state at most. */
  readonly statesPerSecond: number;
  readonly sockets: {
    /** From one address, and of one person, on this node. */
    readonly perAddress: number;
    readonly perUser: number;
    readonly subscriptions: number;
    readonly idleSeconds: number;
    readonly keepAliveSeconds: number;
  };
  /** How long the stream of an organization is kept. */
  readonly streamRetentionDays: number;
  readonly allowedOrigins: readonly string[];
  /** How many proxies of our own stand before the server, each appending to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly explorer: boolean;
  readonly logLevel: string;
}

/** All that is wrong with the environment, one problem a line, without the values: they may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The configuration of this process, read once, at the start. Throws a ConfigError that names every problem. */
export function readProcessConfig(): Config {
  return readConfig(process.env);
}

/** The configuration of an environment. Throws a ConfigError that names every problem. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The environment is not right:\n${problems.join('\n')}`);
  }
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  return {
    production,
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ''),
    database: value.DATABASE_URL,
    dataDir: value.DATA_DIR,
    poolSize: value.DATABASE_POOL,
    answerQueue: value.ANSWER_QUEUE,
    drainMs: value.DRAIN_SECONDS * 1_000,
    tokenSecret: value.TOKEN_SECRET,
    reviewerMobiles: value.REVIEWER_MOBILES,
    codeWebhook: value.CODE_WEBHOOK_URL
      ? { url: value.CODE_WEBHOOK_URL, secret: value.CODE_WEBHOOK_SECRET }
      : undefined,
    mail: value.SMTP_URL && value.MAIL_FROM ? { url: value.SMTP_URL, from: value.MAIL_FROM } : undefined,
    webhookPrivateNetworks: value.WEBHOOK_PRIVATE_NETWORKS,
    invitationUrl: value.INVITATION_URL,
    hintsUrl: value.HINTS_URL,
    statesPerSecond: value.STATES_PER_SECOND,
    sockets: {
      perAddress: value.SOCKETS_PER_ADDRESS,
      perUser: value.SOCKETS_PER_USER,
      subscriptions: value.SUBSCRIPTIONS_PER_SOCKET,
      idleSeconds: value.SOCKET_IDLE_SECONDS,
      keepAliveSeconds: value.KEEP_ALIVE_SECONDS,
    },
    streamRetentionDays: value.STREAM_RETENTION_DAYS,
    allowedOrigins: value.ALLOWED_ORIGINS,
    trustedProxies: value.TRUSTED_PROXIES,
    explorer: value.EXPLORER ?? !production,
    logLevel: value.LOG_LEVEL,
  };
}
