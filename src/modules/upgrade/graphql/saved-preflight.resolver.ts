import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { memberLoader } from '#modules/directory/public.js';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { sourceGroupLoader } from '#modules/group/public.js';
import { SourceGroup, toSourceGroup } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { preflightLoader } from '../data/saved-preflights.js';
import { saveUpgradePreflight } from '../use-cases/save-upgrade-preflight.js';
import {
  upgradePreflight,
  upgradePreflightCount,
  upgradePreflights,
} from '../use-cases/upgrade-preflights.js';
import { GroupUpgradePreflight } from './preflight.types.js';
import {
  SaveUpgradePreflightInput,
  SaveUpgradePreflightPayload,
  toUpgradePreflight,
  UpgradePreflight,
  UpgradePreflightConnection,
} from './saved-preflight.types.js';
import { toSavedPreflight } from './to-preflight.js';

@Resolver(() => UpgradePreflight)
export class SavedPreflightResolver {
  @Mutation(() => SaveUpgradePreflightPayload, {
    description:
      'Runs a preflight and keeps what it says, to be compared with a later one. Refused as GROUP_BUSY, which is retryable, while somebody else holds the group or the directory.',
  })
  async saveUpgradePreflight(
    @Ctx() context: ApiContext,
    @Arg('input', () => SaveUpgradePreflightInput, { description: 'Of which group.' })
    input: SaveUpgradePreflightInput,
  ): Promise<SaveUpgradePreflightPayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    const result = await context.execute(saveUpgradePreflight, { ...input, sourceGroupId });
    return toPayload(SaveUpgradePreflightPayload, context.locale, result, async ({ preflightId }) => ({
      upgradePreflight: toUpgradePreflight(orNotFound(await context.load(preflightLoader, preflightId))),
    }));
  }

  @Query(() => UpgradePreflight, {
    description:
      "A saved preflight, for the organization's administrators, group administrators and auditors.",
  })
  async upgradePreflight(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'An UpgradePreflight.' }) id: string,
  ): Promise<UpgradePreflight> {
    return readUpgradePreflight(context, localId('UpgradePreflight', id));
  }

  @Query(() => UpgradePreflightConnection, {
    description: 'The saved preflights of a source group, the newest first.',
  })
  async upgradePreflights(
    @Ctx() context: ApiContext,
    @Arg('sourceGroupId', () => ID, { description: 'A SourceGroup.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<UpgradePreflightConnection> {
    const page = pageOf(args);
    const sourceGroupId = localId('SourceGroup', id);
    const after = idCursor(page);
    const slice = await context.ask(upgradePreflights, { sourceGroupId, first: page.first, after });
    return make(UpgradePreflightConnection, {
      ...connectionOf(slice, page, (row) => [row.id], toUpgradePreflight),
      totalCount: () => context.ask(upgradePreflightCount, { sourceGroupId }),
    });
  }

  @FieldResolver(() => SourceGroup, { description: 'The group.' })
  async sourceGroup(@Root() root: UpgradePreflight, @Ctx() context: ApiContext): Promise<SourceGroup> {
    return toSourceGroup(orNotFound(await context.load(sourceGroupLoader, root.saved.sourceGroupId)));
  }

  @FieldResolver(() => Member, { description: 'Who ran it: `obstacle` is about them.' })
  async savedBy(@Root() root: UpgradePreflight, @Ctx() context: ApiContext): Promise<Member> {
    return toMember(orNotFound(await context.load(memberLoader, root.saved.savedBy)));
  }

  @FieldResolver(() => GroupUpgradePreflight, { description: 'What it said.' })
  preflight(@Root() root: UpgradePreflight, @Ctx() context: ApiContext): GroupUpgradePreflight {
    return toSavedPreflight(context, root.saved);
  }
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readUpgradePreflight(
  context: ApiContext,
  preflightId: string,
): Promise<UpgradePreflight> {
  return toUpgradePreflight(await context.ask(upgradePreflight, { preflightId }));
}
