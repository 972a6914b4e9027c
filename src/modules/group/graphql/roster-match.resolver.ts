import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { memberLoader } from '#modules/directory/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { rosterEntryLoader } from '../data/roster.js';
import { matchRosterEntry, unmatchRosterEntry } from '../use-cases/match-roster-entry.js';
import { matchCountOfSourceGroup, matchesOfSourceGroup } from '../use-cases/roster-matches.js';
import {
  MatchRosterEntryInput,
  MatchRosterEntryPayload,
  RosterMatch,
  RosterMatchConnection,
  RosterMatchEdge,
  toRosterMatch,
  UnmatchRosterEntryInput,
  UnmatchRosterEntryPayload,
} from './roster-match.types.js';
import { RosterEntry, SourceGroup, toRosterEntry } from './source-group.types.js';

@Resolver()
export class RosterMatchingResolver {
  @Mutation(() => MatchRosterEntryPayload, {
    description:
      'Says by hand who is behind an entry of a roster; never guessed from names. Invitations follow at once: one that was blocked for want of a mobile or an account becomes PENDING. An answer that was given stays with who gave it. Refused with MATCHED_TO_SELF for the mobile of the caller, and with OWNER_MATCHED for the owner of a group whose mobile came with a file, or who can speak for an upgrade of it that is open. It makes somebody the owner of a group only if they have an activated account then; who gets one later is matched again, by somebody else than who has matched them before that: OWNER_UNCONFIRMED for these.',
  })
  async matchRosterEntry(
    @Ctx() context: ApiContext,
    @Arg('input', () => MatchRosterEntryInput, { description: 'Who is who.' }) input: MatchRosterEntryInput,
  ): Promise<MatchRosterEntryPayload> {
    const result = await context.execute(matchRosterEntry, {
      ...input,
      rosterEntryId: localId('RosterEntry', input.rosterEntryId),
      memberId: typeof input.memberId === 'string' ? localId('Member', input.memberId) : null,
    });
    return toPayload(MatchRosterEntryPayload, context.locale, result, async (outcome) => ({
      rosterEntry: await loadEntry(context, outcome.rosterEntryId),
      sameMobileAs: await Promise.all(outcome.sameMobileAs.map((id) => loadEntry(context, id))),
    }));
  }

  @Mutation(() => UnmatchRosterEntryPayload, {
    description:
      'Takes the mobile of an entry of a roster away, in every group that the person is in. Whoever has not answered cannot answer any more. Refused with OWNER_MATCHED as matchRosterEntry.',
  })
  async unmatchRosterEntry(
    @Ctx() context: ApiContext,
    @Arg('input', () => UnmatchRosterEntryInput, { description: 'Which entry.' })
    input: UnmatchRosterEntryInput,
  ): Promise<UnmatchRosterEntryPayload> {
    const rosterEntryId = localId('RosterEntry', input.rosterEntryId);
    const result = await context.execute(unmatchRosterEntry, { ...input, rosterEntryId });
    return toPayload(UnmatchRosterEntryPayload, context.locale, result, async (outcome) => ({
      rosterEntry: await loadEntry(context, outcome.rosterEntryId),
    }));
  }
}

@Resolver(() => SourceGroup)
export class SourceGroupMatchesResolver {
  @FieldResolver(() => RosterMatchConnection, {
    nullable: true,
    description:
      "Who said which mobiles the people of its roster have. For the organization's administrators of groups and its auditors; null, with an error FORBIDDEN, for its owner without a role.",
  })
  async matches(
    @Root() { row: group }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('rosterEntryId', () => ID, { nullable: true, description: 'Only those of this RosterEntry.' })
    entryId?: string | null,
  ): Promise<RosterMatchConnection> {
    const page = pageOf(args);
    const of = {
      organizationId: group.organizationId,
      sourceGroupId: group.id,
      rosterEntryId: typeof entryId === 'string' ? localId('RosterEntry', entryId) : undefined,
    };
    const slice = await context.ask(matchesOfSourceGroup, {
      ...of,
      first: page.first,
      after: idCursor(page),
    });
    const parts = connectionOf(slice, page, (row) => [row.id], toRosterMatch);
    const edges = parts.edges.map((edge) => make(RosterMatchEdge, edge));
    const totalCount = (): Promise<number> => context.ask(matchCountOfSourceGroup, of);
    return make(RosterMatchConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

@Resolver(() => RosterMatch)
export class RosterMatchResolver {
  @FieldResolver(() => RosterEntry, { description: 'Whose, as they are now.' })
  rosterEntry(@Root() { row }: RosterMatch, @Ctx() context: ApiContext): Promise<RosterEntry> {
    return loadEntry(context, row.rosterEntryId);
  }

  @FieldResolver(() => Member, { description: 'Who said so.' })
  async matchedBy(@Root() { row }: RosterMatch, @Ctx() context: ApiContext): Promise<Member> {
    return toMember(orNotFound(await context.load(memberLoader, row.matchedBy)));
  }
}

async function loadEntry(context: ApiContext, id: string): Promise<RosterEntry> {
  return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, id)));
}
