import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { CodeGateway } from '#demo/code-gateway.js';

describe('the gateway for codes', () => {
  let gateway: CodeGateway | undefined;
  afterEach(() => gateway?.close());

  async function post(to: CodeGateway, mobile: string, secret = to.secret): Promise<number> {
    const body = JSON.stringify({ type: 'sign-in-code', mobile, code: '123456' });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'assent-signature': `sha256=${signature}` };
    return (await fetch(to.url, { method: 'POST', body, headers })).status;
  }

  test('hands a code to whoever waits for it, and once', async () => {
    gateway = await CodeGateway.open();
    const others: string[] = [];
    gateway.forward((mobile, code) => others.push(`${mobile} ${code}`));
    const code = gateway.nextCode('+8619900000001');
    expect(await post(gateway, '+8619900000001')).toBe(204);
    expect(await code).toBe('123456');
    expect(await post(gateway, '+8619900000001')).toBe(204);
    expect(others).toEqual(['+8619900000001 123456']);
  });

  test('refuses what is not signed with its secret', async () => {
    gateway = await CodeGateway.open();
    const others: string[] = [];
    gateway.forward((mobile) => others.push(mobile));
    expect(await post(gateway, '+8619900000001', 'another secret')).toBe(401);
    expect((await fetch(gateway.url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(others).toEqual([]);
  });
});
