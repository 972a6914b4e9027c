import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { erasureRequest } from '../use-cases/erasure-request.js';
import { requestErasure } from '../use-cases/request-erasure.js';
import {
  ErasureRequest,
  RequestErasureInput,
  RequestErasurePayload,
  toErasureRequest,
} from './erasure.types.js';

@Resolver()
export class ErasureResolver {
  @Query(() => ErasureRequest, {
    nullable: true,
    description: 'Your newest request for erasure; null when you have made none.',
  })
  async erasureRequest(@Ctx() context: ApiContext): Promise<ErasureRequest | null> {
    const row = await context.ask(erasureRequest, {});
    return row ? toErasureRequest(row) : null;
  }

  @Mutation(() => RequestErasurePayload, {
    description:
      'Erases your own data, within moments and for good. It needs a sign-in of the last 10 minutes (SIGN_IN_AGAIN). A yes that you have given in an upgrade that is not over is withdrawn first; your accounts end (LEFT), names, numbers, platform ids and the reasons you gave are gone from accounts, rosters, histories, answers and messages, so are the address and client of your calls, and all your sessions end. What you wrote in groups stays, files included, under a name that was made up for each history. Receipts and audit entries stay under ids that tell nobody who you were, and every chain still verifies. Your number can sign up anew, as somebody new: nobody knows any more that you have said no to joining a group, so an administrator could admit you to it, and you would be told. Evidence packs of your organizations and files that were sent for imports are removed; a file that is being imported at that moment stays a day at the most. The last active administrator of an organization is refused (LAST_ADMINISTRATOR).',
  })
  async requestErasure(
    @Ctx() context: ApiContext,
    @Arg('input', () => RequestErasureInput, { description: 'Why, if you want to say it.' })
    input: RequestErasureInput,
  ): Promise<RequestErasurePayload> {
    const result = await context.execute(requestErasure, { ...input });
    return toPayload(RequestErasurePayload, context.locale, result, async () => ({
      erasureRequest: toErasureRequest(orNotFound(await context.ask(erasureRequest, {}))),
    }));
  }
}
