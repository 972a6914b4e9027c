import { toSettings } from '#modules/organization/graphql/settings.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { type SavedPreflight, savedEntriesLoader } from '../data/saved-preflights.js';
import { messagesOfBlocked } from '../use-cases/group-upgrade-preflight.js';
import type { Preflight } from '../use-cases/rehearse-start.js';
import { GroupUpgradePreflight, PreflightMessages, toCapacity } from './preflight.types.js';

/** A preflight that was just run. */
export function toPreflight(context: ApiContext, preflight: Preflight): GroupUpgradePreflight {
  const { sourceGroupId, organizationId, obstacle, entries, capacity, policies, messages, outdatedTerms } =
    preflight;
  return make(GroupUpgradePreflight, {
    sourceGroupId,
    organizationId,
    obstacle,
    total: entries.length,
    eligible: entries.filter(({ hindrance }) => hindrance === null).length,
    capacity: toCapacity(capacity),
    policies: toSettings(organizationId, policies),
    outdatedTerms,
    messages: make(PreflightMessages, {
      total: messages,
      ofBlocked: () => context.ask(messagesOfBlocked, preflight),
    }),
    readEntries: async () => entries,
  });
}

/** One that was saved, as it was; its entries are read where they are asked for. */
export function toSavedPreflight(context: ApiContext, saved: SavedPreflight): GroupUpgradePreflight {
  const { id, sourceGroupId, organizationId, obstacle, total, eligible, report } = saved;
  return make(GroupUpgradePreflight, {
    sourceGroupId,
    organizationId,
    obstacle,
    total,
    eligible,
    capacity: toCapacity(report.capacity),
    policies: toSettings(organizationId, report.policies),
    outdatedTerms: report.outdatedTerms ?? [],
    messages: make(PreflightMessages, {
      total: report.messages,
      ofBlocked: async () => report.messagesOfBlocked,
    }),
    readEntries: async () => (await context.load(savedEntriesLoader, id)) ?? [],
  });
}
