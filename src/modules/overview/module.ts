import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { OrganizationEventsResolver } from './graphql/organization-events.resolver.js';
import { organizationEvents } from './use-cases/organization-events.js';
import { TEND_JOB, tendStreams } from './use-cases/tend-streams.js';

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
    jobs: { [TEND_JOB]: () => tendStreams(sql, runner(), streamRetentionDays) },
    schedules: [{ task: TEND_JOB, every: 'hour' }],
  };
}
