import { done, present, type ApiClient } from '../api-client.js';
import type { CodeGateway } from '../code-gateway.js';
import { graphql } from '../gql/gql.js';

const RequestSignInCode = graphql(`
  mutation RequestSignInCode($input: RequestSignInCodeInput!) {
    requestSignInCode(input: $input) {
      userErrors { code message field }
    }
  }
`);

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      tokens { accessToken }
      userErrors { code message field }
    }
  }
`);

/** The access token of somebody who reads the code from their phone. `mobile` is E.164. */
export async function signIn(api: ApiClient, gateway: CodeGateway, mobile: string): Promise<string> {
  const code = gateway.nextCode(mobile);
  const sent = api.call(RequestSignInCode, { input: { mobile } }).then((data) => done(data.requestSignInCode));
  const [received] = await Promise.all([code, sent]);
  const { signIn: opened } = await api.call(SignIn, { input: { mobile, code: received } });
  return present(done(opened).tokens, 'tokens').accessToken;
}
