import { decodeJwt } from 'jose';
import type { CodeGateway } from '#demo/code-gateway.js';
import { systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import type { Api } from '../../support/api.js';
import type { SignsIn } from '../../support/server.js';
import { PatientApi } from './patient-api.js';

/** The phones of the people: they sign in with the codes that come to them. */
export class Phones implements SignsIn {
  constructor(
    private readonly gateway: CodeGateway,
    private readonly tokenSecret: string,
    /** Where the server is now. */
    private readonly url: () => string,
  ) {}

  async signIn(mobile: string): Promise<Api> {
    const api = new PatientApi(this.url()).with({ 'x-forwarded-for': addressOf(mobile) });
    const code = this.gateway.nextCode(mobile);
    await api.succeed(
      'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { userErrors { code } } }',
      { input: { mobile } },
    );
    const data = await api.succeed<{ signIn: { tokens: { accessToken: string } } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } userErrors { code message } } }',
      { input: { mobile, code: await code } },
    );
    return api.as(data.signIn.tokens.accessToken);
  }

  /** Somebody who has signed in once, with a token that is new: old ones run out. */
  async again({ token = '' }: Api): Promise<Api> {
    const { sub = '', sid } = decodeJwt<{ sid: string }>(token);
    const renewed = await new Tokens(this.tokenSecret, systemClock).issueAccess(sub, sid);
    return new PatientApi(this.url(), renewed.token);
  }
}

/** An address that only this person has, by the last digits of their mobile. */
export function addressOf(mobile: string): string {
  const number = Number(mobile.slice(-6));
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}
