import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound, unauthenticated } from '#platform/use-case/failures.js';
import { receiptCountLoader, receiptsLoader } from '../data/receipts.js';
import { editionKey, editionLoader } from '../data/upgrade-notices.js';
import { receipt } from '../use-cases/receipt.js';
import { Invitation } from './invitation.types.js';
import { GroupUpgradeNotice, toGroupUpgradeNotice } from './notice.types.js';
import { Receipt, ReceiptConnection, toReceipt } from './receipt.types.js';

@Resolver(() => Receipt)
export class ReceiptResolver {
  @Query(() => Receipt, {
    description:
      'A receipt, to the person who gave the answer and to those who read the upgrade; NOT_FOUND for all others.',
  })
  async receipt(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'A Receipt.' }) id: string,
  ): Promise<Receipt> {
    return readReceipt(context, localId('Receipt', id));
  }

  @FieldResolver(() => GroupUpgradeNotice, {
    description: 'The text that was asked about, in every language.',
  })
  async notice(@Root() { row }: Receipt, @Ctx() context: ApiContext): Promise<GroupUpgradeNotice> {
    const key = editionKey(row.groupUpgradeId, row.noticeEdition);
    return toGroupUpgradeNotice(orNotFound(await context.load(editionLoader, key)));
  }
}

/** What an invitation leads to: its receipts, as far as the viewer may see them. */
@Resolver(() => Invitation)
export class InvitationReceiptsResolver {
  @FieldResolver(() => ReceiptConnection, {
    description:
      'The proofs of its answers, oldest first: to those who read the upgrade every one, to the person who is asked their own.',
  })
  async receipts(
    @Root() root: Invitation,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<ReceiptConnection> {
    if (!context.viewer) throw unauthenticated();
    const { personId } = context.viewer;
    const page = pageOf(args);
    const { id } = root.row;
    const loader = receiptsLoader(personId, { after: numberCursor(page) ?? 0, limit: page.first + 1 });
    const slice = sliceOf((await context.load(loader, id)) ?? [], page.first);
    const parts = connectionOf(slice, page, (row) => [row.sequence], toReceipt);
    const totalCount = async (): Promise<number> =>
      (await context.load(receiptCountLoader(personId), id)) ?? 0;
    return make(ReceiptConnection, { ...parts, totalCount });
  }
}

/** With the caller's rights; throws NOT_FOUND where they have none. */
export async function readReceipt(context: ApiContext, receiptId: string): Promise<Receipt> {
  return toReceipt(await context.ask(receipt, { receiptId }));
}
