import { done, present, type ApiClient } from '../api-client.js';
import type { CodeGateway } from '../code-gateway.js';
import { graphql } from '../gql/gql.js';

const RequestSignInCode = graphql(`
  mutation RequestSignInCode($input: RequestSignInCodeInput!) {
    requestSignInCode(input: $input) {
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      tokens {
        accessToken
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

/** The access token of somebody who reads the code from their phone. `mobile` is E.164. */
export async function signIn(api: ApiClient, gateway: CodeGateway, mobile: string): Promise<string> {
  const [code] = await Promise.all([gateway.nextCode(mobile), requestCode(api, mobile)]);
  const { signIn: opened } = await api.call(SignIn, { input: { mobile, code } });
  return present(done(opened).tokens, 'tokens').accessToken;
}

async function requestCode(api: ApiClient, mobile: string): Promise<void> {
  done((await api.call(RequestSignInCode, { input: { mobile } })).requestSignInCode);
}
