import { maskMobile } from '#modules/identity/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { insertMatches, type MatchMethod } from '../data/matches.js';
import { type GivenMobile, groupsSharing, saveMobiles, type SavedMobile } from '../data/mobiles.js';
import { mobilesMatched } from '../domain/events.js';

export interface MatchSource {
  readonly sourceGroupId: string;
  readonly organizationId: string;
  readonly method: MatchMethod;
  /** Who says so: their account and, for the audit where nobody is signed in, they themselves. */
  readonly memberId: string;
  readonly actorId?: string;
}

/**
 * Says who the people of a roster are, by mobile and never by name. Each identity whose mobile changes, or makes its
 * person an owner only now, gets a record and an audit entry, and what is asked of it follows in this very transaction.
 * The caller holds the accounts with these mobiles, then the group.
 */
export async function matchIdentities(
  context: EffectContext,
  source: MatchSource,
  given: readonly GivenMobile[],
): Promise<SavedMobile[]> {
  const { tx } = context;
  const { sourceGroupId, organizationId, method, memberId, actorId } = source;
  const written = given.map((one) => ({ ...one, masked: masked(one.mobile) }));
  const saved = await saveMobiles(tx, sourceGroupId, method, written, memberId);
  const changed = saved.filter(
    ({ before, mobile, stands, vouched }) => vouched || (before !== mobile && !stands),
  );
  const matches = changed.map(({ identityId, rosterEntryId, before, mobile }) => ({
    identityId,
    rosterEntryId,
    oldMobile: masked(before),
    newMobile: masked(mobile),
  }));
  if (matches.length === 0) return saved;
  await insertMatches(tx, matches, { method, memberId, now: await databaseNow(tx) });
  for (const { rosterEntryId, oldMobile, newMobile } of matches) {
    context.record({
      organizationId,
      ...(actorId === undefined ? {} : { actorId }),
      subject: { type: 'RosterEntry', id: rosterEntryId },
      details: { sourceGroupId, method, oldMobile, newMobile },
    });
  }
  // The mobile is the person's, so it changes in every group they are in.
  const touched = changed.map(({ platformId }) => platformId);
  await context.emit(mobilesMatched, { sourceGroupIds: await groupsSharing(tx, sourceGroupId, touched) });
  return saved;
}

const masked = (mobile: string | null): string | null => (mobile === null ? null : maskMobile(mobile));
