import type { Logger } from 'pino';
import { appendEntries } from '#modules/audit/public.js';
import { actions, parseMobile } from '#modules/identity/public.js';
import { type Clock, systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { type Config, ConfigError } from '#platform/config/config.js';
import type { Database } from '#platform/db/database.js';
import type { Hub } from '#platform/events/hub.js';
import { createPipeline, type Pipeline } from '#platform/graphql/pipeline.js';
import { StreamCursors } from '#platform/graphql/stream-cursors.js';
import type { Module } from '#platform/module.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { Runner } from '#platform/use-case/runner.js';
import { consoleSender, webhookSender } from './code-senders.js';
import { createModules } from './modules.js';
import { holdActive, rolesOfAll } from './roles.js';
import { createSchema } from './schema.js';
import type { Services } from './services.js';
import { Sessions } from './sessions.js';

export interface ApiOptions {
  readonly config: Config & { readonly tokenSecret: string };
  readonly log: Logger;
  /** What tests replace, and the clock that the server goes by. */
  readonly overrides?: Partial<Pick<Services, 'sender'>> & { readonly clock?: Clock };
}

/** Modules, their use cases' runner, the schema, and how a request becomes a context. */
export function createApi(
  { config, log, overrides = {} }: ApiOptions,
  database: Database,
  hub: Hub,
  publicUrl: () => string,
  outbound: Pick<Services, 'mailer' | 'outbound'>,
): { pipeline: Pipeline; runner: Runner; sessions: Sessions; modules: readonly Module[] } {
  const clock = overrides.clock ?? systemClock;
  const tokens = new Tokens(config.tokenSecret, clock);
  const services: Services = {
    database,
    sql: database,
    hub,
    clock,
    tokens,
    secret: config.tokenSecret,
    sender: overrides.sender ?? defaultSender(config, log),
    ...outbound,
    webhookPrivateNetworks: config.webhookPrivateNetworks,
    invitationUrl: config.invitationUrl,
    streamRetentionDays: config.streamRetentionDays,
    log,
    publicUrl,
    runner: () => runner,
  };
  const modules = createModules(services);
  const runner = new Runner({
    database,
    hub,
    authority: authorityOver(actions, rolesOfAll, holdActive),
    reactions: modules.flatMap((module) => module.reactions ?? []),
    audit: appendEntries,
    batches: { queue: config.answerQueue },
  });
  const sessions = new Sessions({
    tokens,
    sql: database,
    hub,
    reviewers: reviewersOf(config),
    api: {
      runner,
      loads: database.loads,
      cursors: new StreamCursors(config.tokenSecret),
      nodes: Object.assign({}, ...modules.map((module) => module.nodes ?? {})),
    },
  });
  return {
    pipeline: createPipeline(createSchema(modules), { openSchema: !config.production }),
    runner,
    sessions,
    modules,
  };
}

function defaultSender(config: Config, log: Logger): Services['sender'] {
  return config.codeWebhook
    ? webhookSender(config.codeWebhook.url, config.codeWebhook.secret)
    : consoleSender(log);
}

function reviewersOf(config: Config): ReadonlySet<string> {
  return new Set(
    config.reviewerMobiles.map((mobile) => {
      const parsed = parseMobile(mobile);
      return parsed.ok ? parsed.value : refuse(`REVIEWER_MOBILES: ${parsed.error}`);
    }),
  );
}

function refuse(message: string): never {
  throw new ConfigError(message);
}
