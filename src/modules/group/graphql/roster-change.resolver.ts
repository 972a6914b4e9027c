import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { rosterEntryLoader } from '../data/roster.js';
import { rosterChangeCountOfSourceGroup, rosterChangesOfSourceGroup } from '../use-cases/roster-changes.js';
import {
  RosterChange,
  RosterChangeConnection,
  RosterChangeEdge,
  toRosterChange,
} from './roster-change.types.js';
import { RosterEntry, SourceGroup, toRosterEntry } from './source-group.types.js';

@Resolver(() => SourceGroup)
export class SourceGroupChangesResolver {
  @FieldResolver(() => RosterChangeConnection, {
    description: 'Who joined, left and came back since its first import, and when it changed hands.',
  })
  async rosterChanges(
    @Root() { row: group }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<RosterChangeConnection> {
    const page = pageOf(args);
    const slice = await context.ask(rosterChangesOfSourceGroup, {
      group,
      first: page.first,
      after: numberCursor(page),
    });
    const parts = connectionOf(slice, page, (row) => [row.sequence], toRosterChange);
    const edges = parts.edges.map((edge) => make(RosterChangeEdge, edge));
    const totalCount = (): Promise<number> => context.ask(rosterChangeCountOfSourceGroup, { group });
    return make(RosterChangeConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

@Resolver(() => RosterChange)
export class RosterChangeResolver {
  @FieldResolver(() => RosterEntry, {
    nullable: true,
    description:
      'Whom it is about, as they are now; of OWNER_CHANGED the new owner, null where none is known.',
  })
  rosterEntry(@Root() { row }: RosterChange, @Ctx() context: ApiContext): Promise<RosterEntry | null> {
    return entryOf(context, row.rosterEntryId);
  }

  @FieldResolver(() => RosterEntry, {
    nullable: true,
    description: 'Of OWNER_CHANGED: who owned it before, null where none was known.',
  })
  previousOwner(@Root() { row }: RosterChange, @Ctx() context: ApiContext): Promise<RosterEntry | null> {
    return entryOf(context, row.previousOwnerEntryId);
  }
}

async function entryOf(context: ApiContext, id: string | null): Promise<RosterEntry | null> {
  return id === null ? null : toRosterEntry(orNotFound(await context.load(rosterEntryLoader, id)));
}
