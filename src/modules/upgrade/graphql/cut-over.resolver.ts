import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import type { cutOverGroupUpgrade } from '../use-cases/cut-over-group-upgrade.js';
import type { cutOverSummary } from '../use-cases/cut-over-summary.js';
import { upgraded } from './group-upgrade.resolver.js';
import { CutOverSummary } from './preflight.types.js';
import { CutOverGroupUpgradeInput, CutOverGroupUpgradePayload } from './upgrade.inputs.js';
import { ExclusionCount } from './upgrade.types.js';

export interface CutOverUseCases {
  readonly cutOverSummary: ReturnType<typeof cutOverSummary>;
  readonly cutOverGroupUpgrade: ReturnType<typeof cutOverGroupUpgrade>;
}

@Resolver()
export class CutOverResolver {
  constructor(private readonly useCases: CutOverUseCases) {}

  @Query(() => CutOverSummary, { description: 'What the cut-over would do now, with the token to do it.' })
  async cutOverSummary(
    @Ctx() context: ApiContext,
    @Arg('groupUpgradeId', () => ID, { description: 'A GroupUpgrade.' }) id: string,
  ): Promise<CutOverSummary> {
    const groupUpgradeId = localId('GroupUpgrade', id);
    const { upgradeId, numbers, proved, byReason, token, expiresAt } = await context.ask(
      this.useCases.cutOverSummary,
      { groupUpgradeId },
    );
    return make(CutOverSummary, {
      groupUpgradeId: globalId('GroupUpgrade', upgradeId),
      joining: numbers.joining,
      staying: numbers.staying,
      excludedByReason: byReason.map((count) => make(ExclusionCount, count)),
      messages: numbers.messages,
      historyDigest: numbers.digest,
      historyProved: proved,
      token,
      tokenExpiresAt: expiresAt,
    });
  }

  @Mutation(() => CutOverGroupUpgradePayload, {
    description:
      'The one step without a way back: who said yes becomes a member of the enterprise group, which takes the whole history over, and the source group ceases. Only its owner may, or who has the mandate of its owner, after the cooling-off, with the token of a fresh summary.',
  })
  async cutOverGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => CutOverGroupUpgradeInput, { description: 'Which upgrade, on which numbers.' })
    input: CutOverGroupUpgradeInput,
  ): Promise<CutOverGroupUpgradePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    const result = await context.execute(this.useCases.cutOverGroupUpgrade, { ...input, groupUpgradeId });
    return upgraded(CutOverGroupUpgradePayload, context, result);
  }
}
