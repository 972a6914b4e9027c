import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { OrganizationEventsResolver } from './graphql/organization-events.resolver.js';
import { organizationEvents } from './use-cases/organization-events.js';
import { SHORTEN_JOB, shortenStreams } from './use-cases/shorten-streams.js';

export interface OverviewParts {
  readonly sql: Sql;
  readonly runner: () => Runner;
  readonly streamRetentionDays: number;
}

/** All that goes on in an organization, in one stream. */
export function overviewModule({ sql, runner, streamRetentionDays }: OverviewParts): Module {
  return {
    name: 'overview',
    useCases: [organizationEvents],
    resolvers: [new OrganizationEventsResolver()],
    jobs: { [SHORTEN_JOB]: () => shortenStreams(sql, runner(), streamRetentionDays) },
    schedules: [{ task: SHORTEN_JOB, cron: '29 * * * *' }],
  };
}
