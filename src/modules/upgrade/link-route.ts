import type { FastifyInstance } from 'fastify';

const PAGE = `You are asked whether you move with your group. Open the product of your organization, sign in and answer there.
This page uses nothing up: the product gives the last part of this address to openInvitation.

您收到一份群升级邀请。请打开企业使用的产品，登录后答复。
打开本页不会使链接失效：产品会将本地址的最后一段交给 openInvitation。
`;

/**
 * `GET /i/:token`: where links lead as long as INVITATION_URL names no page of the product. It tells what to do and
 * looks nothing up, so that whoever fetches links ahead of their reader uses up none.
 */
export function linkRoute(server: FastifyInstance): void {
  server.get('/i/:token', async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
      .type('text/plain; charset=utf-8')
      .send(PAGE),
  );
}
