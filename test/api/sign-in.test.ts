import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServer, type TestServer } from '../support/server.js';

const REQUEST =
  'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile userErrors { code field message retryable } } }';
const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken refreshToken } userErrors { code message } } }';
const REFRESH =
  'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { tokens { accessToken refreshToken } userErrors { code } } }';

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

  const refresh = async (
    refreshToken: string,
    idempotencyKey?: string,
  ): Promise<{ tokens: { accessToken: string; refreshToken: string } | null; code: string | undefined }> => {
    const data = await server.api.succeed<{
      refreshSession: {
        tokens: { accessToken: string; refreshToken: string } | null;
        userErrors: { code: string }[];
      };
    }>(REFRESH, { input: { refreshToken, idempotencyKey } });
    return { tokens: data.refreshSession.tokens, code: data.refreshSession.userErrors[0]?.code };
  };

  const opened = async (mobile: string): Promise<{ accessToken: string; refreshToken: string }> => {
    const code = await server.codeFor(mobile);
    const data = await server.api.succeed<{
      signIn: { tokens: { accessToken: string; refreshToken: string } };
    }>(SIGN_IN, { input: { mobile, code } });
    return data.signIn.tokens;
  };

  test('a code works once', async () => {
    const mobile = '+8619912340003';
    await server.signIn(mobile);
    const input = { mobile, code: server.codes.get(mobile) };
    expect(await server.api.succeed(SIGN_IN, { input })).toMatchObject({
      signIn: { userErrors: [{ code: 'CODE_EXPIRED' }] },
    });
  });

  test('a refresh token works once: used again, it ends the session for both holders', async () => {
    const first = await opened('+8619912340006');
    const second = await refresh(first.refreshToken);
    expect(second.tokens).not.toBeNull();
    expect(await refresh(first.refreshToken)).toEqual({ tokens: null, code: 'SESSION_ENDED' });
    expect(await refresh(second.tokens?.refreshToken ?? '')).toEqual({ tokens: null, code: 'SESSION_ENDED' });
    expect(await server.api.as(second.tokens?.accessToken ?? '').errorCodes('{ viewer { mobile } }')).toEqual(
      ['UNAUTHENTICATED'],
    );
  });

  test('a client that lost the answer of a refresh repeats it with its key and gets the same token', async () => {
    const { refreshToken } = await opened('+8619912340007');
    const once = await refresh(refreshToken, 'lost answer');
    const again = await refresh(refreshToken, 'lost answer');
    expect(again.tokens?.refreshToken).toBe(once.tokens?.refreshToken);
    expect((await refresh(once.tokens?.refreshToken ?? '')).code).toBeUndefined();
  });

  test('a refresh token that somebody made up is refused', async () => {
    const { refreshToken } = await opened('+8619912340008');
    const [session, generation] = refreshToken.split('.');
    expect((await refresh(`${session}.${generation}.AAAA`)).code).toBe('SESSION_ENDED');
    expect((await refresh('nonsense')).code).toBe('SESSION_ENDED');
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
