import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { memberLoader } from '#modules/directory/public.js';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { proposalLoader } from '../data/cut-over-proposals.js';
import { CutOverProposal, toProposal } from './cut-over.types.js';
import { GroupUpgrade } from './upgrade.types.js';

@Resolver(() => GroupUpgrade)
export class ProposedCutOverResolver {
  @FieldResolver(() => CutOverProposal, {
    nullable: true,
    description:
      'What awaits the confirmation of a second person; null when nothing does, or not any more. An account that has changed meanwhile shows only at confirmCutOver, which is then refused.',
  })
  async cutOverProposal(
    @Root() root: GroupUpgrade,
    @Ctx() context: ApiContext,
  ): Promise<CutOverProposal | null> {
    const proposal = await context.load(proposalLoader, root.row.id);
    return proposal ? toProposal(proposal) : null;
  }
}

@Resolver(() => CutOverProposal)
export class CutOverProposalResolver {
  @FieldResolver(() => Member, { description: 'Who wants the cut-over.' })
  async proposedBy(@Root() root: CutOverProposal, @Ctx() context: ApiContext): Promise<Member> {
    return toMember(orNotFound(await context.load(memberLoader, root.memberId)));
  }
}
