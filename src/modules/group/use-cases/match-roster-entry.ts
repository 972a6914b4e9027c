import { holdAccount, holdAccounts, holdDirectory, memberOf } from '#modules/directory/public.js';
import { command, parseMobile } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { entriesWithMobile } from '../data/mobiles.js';
import { rosterEntryOrigin } from '../data/roster.js';
import { lockSourceGroup } from '../data/source-groups.js';
import { matchIdentities } from './match-identities.js';

type Origin = NonNullable<Awaited<ReturnType<typeof rosterEntryOrigin>>>;

export interface MatchInput {
  readonly rosterEntryId: string;
  /** As people write it, or of which account: one of the two. */
  readonly mobile?: string | null;
  readonly memberId?: string | null;
}

/** Says by hand which mobile the person behind an entry of a roster has. */
export const matchRosterEntry = command<
  MatchInput,
  { rosterEntryId: string; sameMobileAs: readonly string[] }
>({
  name: 'matchRosterEntry',
  action: 'roster.match',
  async run(context, input) {
    const { rosterEntryId } = input;
    const origin = await authorizedOrigin(context, rosterEntryId);
    const mobile = await lockedMobile(context.tx, origin.organizationId, input);
    if (!mobile.ok) return err([mobile.error]);
    const refused = await match(context, rosterEntryId, origin, mobile.value);
    if (refused) return err([refused]);
    const { sourceGroupId } = origin;
    const sameMobileAs = await entriesWithMobile(context.tx, sourceGroupId, mobile.value, rosterEntryId);
    return ok({ rosterEntryId, sameMobileAs });
  },
});

/** Says that it is not known any more whose an entry of a roster is. */
export const unmatchRosterEntry = command<{ rosterEntryId: string }, { rosterEntryId: string }>({
  name: 'unmatchRosterEntry',
  action: 'roster.match',
  async run(context, { rosterEntryId }) {
    const origin = await authorizedOrigin(context, rosterEntryId);
    const refused = await match(context, rosterEntryId, origin, null);
    return refused ? err([refused]) : ok({ rosterEntryId });
  },
});

async function authorizedOrigin(context: CommandContext, rosterEntryId: string): Promise<Origin> {
  const origin = orNotFound(await rosterEntryOrigin(context.tx, rosterEntryId));
  await context.authorize({ organizationId: origin.organizationId });
  return origin;
}

/** The mobile that is meant; who has it, if anybody has, is held as they are. */
async function lockedMobile(
  tx: Sql,
  organizationId: string,
  { mobile, memberId }: MatchInput,
): Promise<Result<string, Refusal>> {
  if ((mobile ?? null) === null && typeof memberId === 'string') {
    await holdDirectory(tx, organizationId);
    const account = orNotFound(await holdAccount(tx, organizationId, memberId));
    return account.status === 'LEFT'
      ? err(refuse('ILLEGAL_STATE', 'memberId', { state: account.status }))
      : ok(account.mobile);
  }
  if (typeof mobile !== 'string' || typeof memberId === 'string')
    return err(refuse('EXACTLY_ONE', [], { fields: 'mobile, memberId' }));
  const parsed = parseMobile(mobile);
  if (!parsed.ok) return err(refuse('INVALID_MOBILE', 'mobile', { problem: parsed.error }));
  await holdAccounts(tx, organizationId, [parsed.value]);
  return ok(parsed.value);
}

async function match(
  context: CommandContext,
  rosterEntryId: string,
  { sourceGroupId, organizationId, platformId }: Origin,
  mobile: string | null,
): Promise<Refusal | undefined> {
  const { tx } = context;
  const group = orNotFound(await lockSourceGroup(tx, sourceGroupId));
  if (group.state === 'CEASED') return refuse('SOURCE_GROUP_CEASED', 'rosterEntryId');
  const { memberId, mobile: own } = orNotFound(await memberOf(tx, context.personId(), organizationId));
  if (mobile === own) return refuse('MATCHED_TO_SELF', 'rosterEntryId');
  const source = { sourceGroupId, organizationId, method: 'HAND', memberId } as const;
  const [saved] = await matchIdentities(context, source, [{ platformId, mobile }]);
  if (saved?.stands) return refuse('OWNER_MATCHED', 'rosterEntryId');
  if (saved?.before === mobile && saved.unconfirmed) return refuse('OWNER_UNCONFIRMED', 'rosterEntryId');
  if (saved?.before === mobile && !saved.vouched) {
    const subject = { type: 'RosterEntry', id: rosterEntryId };
    context.record({ organizationId, subject, details: { sourceGroupId, method: 'HAND', changed: false } });
  }
  return undefined;
}
