import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServer, type TestServer } from '../support/server.js';

const REQUEST =
  'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile userErrors { code field message retryable } } }';
const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken refreshToken } userErrors { code message } } }';

describe('sign-in', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('a person who proves a mobile is the viewer', async () => {
    const api = await server.signIn('+8619912340001');
    expect(await api.succeed('{ viewer { mobile isReviewer } }')).toEqual({
      viewer: { mobile: '+8619912340001', isReviewer: false },
    });
  });

  test('nobody signed in is no error: the viewer is null', async () => {
    expect(await server.api.succeed('{ viewer { mobile } }')).toEqual({ viewer: null });
  });

  test('a landline is refused with its field and in the language that was asked for', async () => {
    const data = await server.api
      .with({ 'accept-language': 'zh-CN' })
      .succeed(REQUEST, { input: { mobile: '010-62332255' } });
    expect(data).toMatchObject({
      requestSignInCode: {
        userErrors: [
          {
            code: 'INVALID_MOBILE',
            field: ['mobile'],
            retryable: false,
            message: expect.stringContaining('手机号码'),
          },
        ],
      },
    });
  });

  test('the fifth wrong try ends the code, also for the right one', async () => {
    const mobile = '+8619912340002';
    await server.signIn(mobile);
    await server.api.succeed(REQUEST, { input: { mobile } });
    const codes: unknown[] = [];
    for (const code of ['x', 'x', 'x', 'x', 'x', 'x']) {
      const { signIn } = await server.api.succeed<{ signIn: { userErrors: { code: string }[] } }>(SIGN_IN, {
        input: { mobile, code },
      });
      codes.push(signIn.userErrors[0]?.code);
    }
    expect(codes).toEqual([
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_WRONG',
      'CODE_EXPIRED',
    ]);
  });

  test('a refresh token that is used twice ends its session', async () => {
    const mobile = '+8619912340003';
    await server.signIn(mobile);
    const code = server.codes.get(mobile);
    expect(await server.api.succeed(SIGN_IN, { input: { mobile, code } })).toMatchObject({
      signIn: { userErrors: [{ code: 'CODE_EXPIRED' }] },
    });
  });

  test('an idempotency key that is used for another input is refused, and for the same input answers as before', async () => {
    const api = server.api.with({ 'idempotency-key': 'one-key' });
    const first = await api.succeed(REQUEST, { input: { mobile: '+8619912340004' } });
    expect(await api.succeed(REQUEST, { input: { mobile: '+8619912340004' } })).toEqual(first);
    expect(await api.succeed(REQUEST, { input: { mobile: '+8619912340005' } })).toMatchObject({
      requestSignInCode: { maskedMobile: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });
});
