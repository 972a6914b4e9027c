import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { Tokens } from '#platform/auth/tokens.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import type { requestSignInCode } from '../use-cases/request-sign-in-code.js';
import type { refreshSession } from '../use-cases/refresh-session.js';
import type { signIn } from '../use-cases/sign-in.js';
import { signOut } from '../use-cases/sign-out.js';
import { viewer } from '../use-cases/viewer.js';
import {
  RefreshSessionInput,
  RequestSignInCodeInput,
  RefreshSessionPayload,
  RequestSignInCodePayload,
  SignInPayload,
  SessionTokens,
  SignInInput,
  SignOutInput,
  SignOutPayload,
} from './session.types.js';
import { Viewer } from './viewer.types.js';

export interface IdentityUseCases {
  readonly requestSignInCode: ReturnType<typeof requestSignInCode>;
  readonly signIn: ReturnType<typeof signIn>;
  readonly refreshSession: ReturnType<typeof refreshSession>;
}

interface Opened {
  readonly personId: string;
  readonly sessionId: string;
  readonly generation: number;
}

@Resolver()
export class IdentityResolver {
  constructor(
    private readonly useCases: IdentityUseCases,
    private readonly tokens: Tokens,
  ) {}

  @Query(() => Viewer, { nullable: true, description: 'The caller; null when nobody is signed in.' })
  async viewer(@Ctx() context: ApiContext): Promise<Viewer | null> {
    const person = await context.ask(viewer, {});
    if (!person) return null;
    return make(Viewer, {
      personId: person.id,
      mobile: person.mobile,
      isReviewer: context.viewer?.reviewer ?? false,
    });
  }

  @Mutation(() => RequestSignInCodePayload, {
    description: 'Sends a one-time code to a mobile. The answer does not tell whether the person is known.',
  })
  async requestSignInCode(
    @Ctx() context: ApiContext,
    @Arg('input', () => RequestSignInCodeInput, { description: 'Where to send it.' })
    input: RequestSignInCodeInput,
  ): Promise<RequestSignInCodePayload> {
    const result = await context.execute(this.useCases.requestSignInCode, input);
    return toPayload(RequestSignInCodePayload, context.locale, result, (sent) => sent);
  }

  @Mutation(() => SignInPayload, {
    description:
      'Opens a session with a one-time code. The first sign-in with a mobile creates the person, and activates the accounts that organizations have made for that mobile.',
  })
  async signIn(
    @Ctx() context: ApiContext,
    @Arg('input', () => SignInInput, { description: 'Mobile and code.' }) input: SignInInput,
  ): Promise<SignInPayload> {
    return this.opened(SignInPayload, context, await context.execute(this.useCases.signIn, input));
  }

  @Mutation(() => RefreshSessionPayload, {
    description:
      'Exchanges a refresh token for new tokens. To repeat a call whose answer was lost, use the same idempotency key.',
  })
  async refreshSession(
    @Ctx() context: ApiContext,
    @Arg('input', () => RefreshSessionInput, { description: 'The refresh token.' })
    input: RefreshSessionInput,
  ): Promise<RefreshSessionPayload> {
    return this.opened(
      RefreshSessionPayload,
      context,
      await context.execute(this.useCases.refreshSession, input),
    );
  }

  @Mutation(() => SignOutPayload, {
    description: "Ends the caller's session and closes its sockets with 4403.",
  })
  async signOut(
    @Ctx() context: ApiContext,
    @Arg('input', () => SignOutInput, { description: 'The key.' }) input: SignOutInput,
  ): Promise<SignOutPayload> {
    return toPayload(SignOutPayload, context.locale, await context.execute(signOut, input), () => ({}));
  }

  private opened<P extends Payload & { tokens?: SessionTokens }>(
    type: new () => P,
    context: ApiContext,
    result: Result<Opened, readonly Refusal[]>,
  ): Promise<P> {
    return toPayload<P, Opened>(type, context.locale, result, async ({ personId, sessionId, generation }) => {
      const access = await this.tokens.issueAccess(personId, sessionId);
      const tokens = make(SessionTokens, {
        accessToken: access.token,
        accessTokenExpiresAt: access.expiresAt,
        refreshToken: this.tokens.refreshToken(sessionId, generation),
      });
      return { tokens } as Partial<P>;
    });
  }
}
