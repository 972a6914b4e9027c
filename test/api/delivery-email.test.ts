import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  deliveriesTo,
  giveEmails,
  quietHours,
  sendDue,
  sentTo,
  setClock,
  until,
} from '../support/deliveries.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { Mailbox } from '../support/mailbox.js';
import { MailedWorld } from '../support/mailed-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, mutate, start } from '../support/upgrades.js';

describe('messages by e-mail', () => {
  let server: TestServer;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await Mailbox.open();
    server = await startServer({
      env: {
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'Assent <assent@server.example>',
        INVITATION_URL: 'https://app.example/join?t={token}',
      },
    });
  });
  afterAll(async () => {
    await server.stop();
    await mailbox.close();
  });
  beforeEach(() => {
    mailbox.refuse = () => undefined;
  });

  async function worldOf(standings: readonly Standing[], withEmail: readonly string[]): Promise<GroupWorld> {
    const world = await groupWorld(server, standings);
    await quietHours(server, world);
    await giveEmails(world, withEmail);
    return world;
  }

  const settled = (world: GroupWorld, id: string, who: string): Promise<string[]> =>
    until(
      () => sentTo(world.admin, id, who),
      (sent) => !sent.some((line) => line.endsWith('QUEUED')),
    );

  test('an invitation comes as text and HTML, with a link of its own and the delivery’s id in the Message-ID', async () => {
    const world = await worldOf(['ACTIVATED', 'ACTIVATED'], ['p1', 'p2']);
    const id = await start(world);
    const mails = await mailbox.takeAll(2);
    expect([...mails.keys()].toSorted()).toEqual(['p1@people.example', 'p2@people.example']);
    const mail = mails.get('p1@people.example');
    expect(mail?.text).toContain('远洋物流希望将群“项目群”升级为企业群');
    const links = [...mails.values()].map(({ text }) => /https:\S+/.exec(text)?.[0]);
    expect(new Set(links).size).toBe(2);
    expect(links[0]).toMatch(/^https:\/\/app\.example\/join\?t=[\w-]{43}$/);
    expect(mail?.html).toContain(`<a href="${/https:\S+/.exec(mail?.text ?? '')?.[0]}">`);
    expect(mail?.headers.get('from')).toBe('Assent <assent@server.example>');

    expect(await settled(world, id, 'p1')).toEqual(['INVITED IN_APP DELIVERED', 'INVITED EMAIL SENT']);
    const [, sent] = await deliveriesTo(world.admin, id, 'p1');
    const uuid = Buffer.from(sent?.id ?? '', 'base64url')
      .toString()
      .split(':')[1];
    expect(mail?.headers.get('message-id')).toBe(`<${uuid}@server.example>`);
    expect(sent).toMatchObject({ sentTo: 'p****@people.example', attempts: 1, failure: null });
  });

  test('who must sign in first is told so, and who has no account or is not known gets nothing', async () => {
    const world = await worldOf(['NOT_ACTIVATED', 'NO_ACCOUNT', 'UNKNOWN_MOBILE'], ['p1']);
    const id = await start(world);
    const mail = await mailbox.next();
    expect(mail.to).toBe('p1@people.example');
    expect(mail.text).toContain('请先使用本手机号登录');
    expect(await settled(world, id, 'p1')).toEqual(['SIGN_IN IN_APP DELIVERED', 'SIGN_IN EMAIL SENT']);
    expect(await sentTo(world.admin, id, 'p2')).toEqual([]);
    expect(await sentTo(world.admin, id, 'p3')).toEqual([]);
  });

  test('an address that the server refuses for good fails with its words and holds up no neighbour', async () => {
    mailbox.refuse = (to) => (to.startsWith('p1') ? { code: 550, message: 'no such user here' } : undefined);
    const world = await worldOf(['ACTIVATED', 'ACTIVATED'], ['p1', 'p2']);
    const id = await start(world);
    expect((await mailbox.next()).to).toBe('p2@people.example');
    expect(await settled(world, id, 'p2')).toContain('INVITED EMAIL SENT');
    expect(await settled(world, id, 'p1')).toContain('INVITED EMAIL FAILED');
    const [, failed] = await deliveriesTo(world.admin, id, 'p1');
    expect(failed).toMatchObject({ failure: 'REJECTED', sentTo: null, attempts: 1 });
    expect(failed?.failureDetail).toContain('no such user here');
  });

  test('a refusal for now is tried again after a pause, and not at once', async () => {
    await using own = await Mailbox.open();
    await using patient = await startServer({ env: { SMTP_URL: own.url, MAIL_FROM: 'a@server.example' } });
    own.refuse = () => ({ code: 451, message: 'greylisted' });
    const world = await groupWorld(patient, ['ACTIVATED']);
    await quietHours(patient, world);
    await giveEmails(world, ['p1']);
    const id = await start(world);
    const tried = await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.failureDetail !== null,
    );
    expect(tried[1]).toMatchObject({ state: 'QUEUED', attempts: 1, failure: null });
    await sendDue(patient);
    own.refuse = () => undefined;
    await patient.travel('61 seconds');
    await sendDue(patient);
    expect((await own.next()).to).toBe('p1@people.example');
    const done = await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.state !== 'QUEUED',
    );
    expect(done[1]).toMatchObject({ state: 'SENT', attempts: 2 });
    expect(own.asked).toHaveLength(2);
  });

  test('a mail server that is away leaves everything queued, is asked a few times only, and is caught up with', async () => {
    const away = await Mailbox.open();
    const { port } = away;
    await away.close();
    await using own = await startServer({
      env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'a@server.example' },
    });
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    await quietHours(own, world);
    await giveEmails(world, ['p1', 'p2']);
    const id = await start(world);
    await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.attempts === 1 && mail.failureDetail !== null,
    );
    await using back = await Mailbox.open(port);
    await own.travel('61 seconds');
    await sendDue(own);
    expect([...(await back.takeAll(2)).keys()].toSorted()).toEqual([
      'p1@people.example',
      'p2@people.example',
    ]);
  });

  test('after a day of attempts it has failed as unreachable', async () => {
    await using mailed = await MailedWorld.open(['p1']);
    const { mailbox: own, server: old, world } = mailed;
    own.refuse = () => ({ code: 451, message: 'come back later' });
    const id = await start(world);
    await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.failureDetail !== null,
    );
    await old.travel('25 hours');
    await sendDue(old);
    const done = await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.state !== 'QUEUED',
    );
    expect(done[1]).toMatchObject({ state: 'FAILED', failure: 'UNREACHABLE', attempts: 2 });
  });

  test('in the quiet hours the list in the product has the message at once, and the mailbox when they are over', async () => {
    await using mailed = await MailedWorld.open(['p1']);
    const { mailbox: own, server: quiet, world } = mailed;
    const morning = await mailed.night();
    const id = await start(world);
    await sendDue(quiet);
    const [listed, mail] = await deliveriesTo(world.admin, id, 'p1');
    expect(listed).toMatchObject({ channel: 'IN_APP', state: 'DELIVERED' });
    expect(mail).toMatchObject({ state: 'QUEUED', notBefore: morning.toISOString() });
    await setClock(quiet, morning);
    await sendDue(quiet);
    expect((await own.next()).to).toBe('p1@people.example');
    expect(own.asked).toHaveLength(1);
  });

  test('who has answered before the message leaves is told nothing more', async () => {
    await using mailed = await MailedWorld.open(['p1', 'p2']);
    const { mailbox: own, server: quiet, world } = mailed;
    const morning = await mailed.night();
    const id = await start(world);
    await answer(quiet, world.people[1]?.mobile ?? '', 'declineInvitation');
    await setClock(quiet, morning);
    await sendDue(quiet);
    expect((await own.next()).to).toBe('p2@people.example');
    await until(
      () => sentTo(world.admin, id, 'p1'),
      (sent) => sent.includes('INVITED EMAIL CANCELLED'),
    );
    expect(own.unread).toBe(0);
  });

  test('a delivery that a node has claimed and not finished is nobody else’s until its lease ends', async () => {
    await using mailed = await MailedWorld.open(['p1', 'p2']);
    const { mailbox: own, server: crashed, world } = mailed;
    const morning = await mailed.night();
    const id = await start(world);
    await crashed.app.database.run(
      `update delivery d set attempts = 1, leased_until = $1 from member m
       where m.id = d.member_id and m.email = 'p1@people.example' and d.channel = 'EMAIL'`,
      [new Date(morning.getTime() + 900_000)],
    );
    await setClock(crashed, morning);
    await sendDue(crashed);
    expect((await own.next()).to).toBe('p2@people.example');
    await until(
      () => sentTo(world.admin, id, 'p2'),
      (sent) => sent.includes('INVITED EMAIL SENT'),
    );
    expect(own.asked).toEqual(['p2@people.example']);
    await setClock(crashed, new Date(morning.getTime() + 900_000));
    await sendDue(crashed);
    expect((await own.next()).to).toBe('p1@people.example');
    const [, sent] = await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      ([, mail]) => mail?.state === 'SENT',
    );
    expect(sent).toMatchObject({ attempts: 2 });
  });

  test('nothing of an upgrade whose start is refused is ever told', async () => {
    const world = await worldOf(['ACTIVATED'], ['p1']);
    await start(world);
    await mailbox.next();
    const second = await mutate(world.admin, 'startGroupUpgrade', { sourceGroupId: world.sourceGroupId });
    expect(second.userErrors.map(({ code }) => code)).toEqual(['UPGRADE_ALREADY_OPEN']);
    expect(mailbox.unread).toBe(0);
  });
});
