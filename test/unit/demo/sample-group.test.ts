import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { sampleGroup } from '#demo/sample/sample-group.js';

type Line = {
  _type: 'header' | 'member' | 'message';
  chatlab: { version: string };
  meta: { platform: string; type: string; ownerId: string };
  platformId: string;
  accountName: string;
  groupNickname?: string;
  roles?: { id: string }[];
  platformMessageId: string;
  sender: string;
  timestamp: number;
  type: number;
  content: string | null;
  replyToMessageId?: string;
};

const sample = sampleGroup(7);
const lines = [...sample.chatLab()].map((line) => JSON.parse(line) as Line);
const members = lines.filter(({ _type }) => _type === 'member');
const messages = lines.filter(({ _type }) => _type === 'message');
const rows = (text: string): Record<string, string>[] => parse(text, { columns: true });
const directory = rows(sample.directoryCsv);
const departments = rows(sample.departmentsCsv);
const mobiles = new Map(rows(sample.mobilesCsv).map((row) => [row['platformId'], row['mobile'] ?? '']));
const accountsByMobile = new Map(directory.map((row) => [row['手机号'], row]));

const share = (type: number): number =>
  messages.filter((message) => message.type === type).length / messages.length;
const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('the generated group', () => {
  test('is the same to the byte for the same seed, and another one for another seed', () => {
    const again = sampleGroup(7);
    const other = sampleGroup(8);
    expect([...again.chatLab()]).toEqual([...sample.chatLab()]);
    expect(again.directoryCsv + again.mobilesCsv).toBe(sample.directoryCsv + sample.mobilesCsv);
    expect([...other.chatLab()].slice(0, 50)).not.toEqual([...sample.chatLab()].slice(0, 50));
  });

  test('can be read twice from one sample', () => {
    expect([...sample.chatLab()]).toEqual([...sample.chatLab()]);
  });

  test('begins with one header of ChatLab 0.0.2, then has its members, then its messages', () => {
    expect(lines[0]).toMatchObject({
      _type: 'header',
      chatlab: { version: '0.0.2' },
      meta: { platform: 'wechat', type: 'group', ownerId: sample.owner.platformId },
    });
    expect(lines.map(({ _type }) => _type).join(' ')).toMatch(/^header( member)+( message)+$/);
  });

  test('has as many of everything as its counts say', () => {
    expect(sample.counts).toEqual({
      roster: 240,
      withAccount: 204,
      mobileWithoutAccount: 17,
      withoutMobile: 19,
      messages: 6000,
      departments: 14,
      directory: 264,
    });
    expect(members).toHaveLength(sample.counts.roster);
    expect(messages).toHaveLength(sample.counts.messages);
    expect(directory).toHaveLength(sample.counts.directory);
    expect(departments).toHaveLength(sample.counts.departments);
    expect(mobiles.size).toBe(sample.counts.withAccount + sample.counts.mobileWithoutAccount);
    const known = members.filter(({ platformId }) => accountsByMobile.has(mobiles.get(platformId)));
    expect(known).toHaveLength(sample.counts.withAccount);
  });

  test('has one owner, who has an account and a known mobile, and four administrators', () => {
    const having = (role: string): Line[] =>
      members.filter(({ roles }) => roles?.some(({ id }) => id === role));
    expect(having('owner').map(({ platformId }) => platformId)).toEqual([sample.owner.platformId]);
    expect(having('admin')).toHaveLength(4);
    expect(mobiles.get(sample.owner.platformId)).toBe(sample.owner.mobile);
    expect(accountsByMobile.get(sample.owner.mobile)).toMatchObject({
      帐号: sample.owner.userId,
      姓名: sample.owner.name,
    });
  });

  test('has platform ids that are unique, and names in Chinese and in English', () => {
    expect(distinct(members.map(({ platformId }) => platformId))).toBe(members.length);
    const names = directory.map((row) => row['姓名'] ?? '');
    expect(names.filter((name) => /^\p{Script=Han}{2,4}$/u.test(name)).length).toBeGreaterThan(200);
    expect(names.filter((name) => /^[A-Z][a-z]+ \p{Script=Latin}/u.test(name)).length).toBeGreaterThan(3);
  });

  test.each([
    [20, 300],
    [1, 1],
    [500, 100],
  ])('can have %i members and %i messages', (size, count) => {
    const other = sampleGroup(3, { members: size, messages: count });
    expect([...other.chatLab()]).toHaveLength(1 + size + count);
    const { withAccount, mobileWithoutAccount, withoutMobile } = other.counts;
    expect(withAccount + mobileWithoutAccount + withoutMobile).toBe(size);
  });

  test('is refused when there are more people than numbers in the block', () => {
    expect(() => sampleGroup(1, { members: 9000, messages: 1 })).toThrow(/at most 9999 people/);
  });
});

describe('the messages of the generated group', () => {
  test('come in order of time, on most days between eight and ten, over some weeks', () => {
    const times = messages.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const inShanghai = times.map((time) => new Date((time + 8 * 3600) * 1000));
    expect(inShanghai.every((date) => date.getUTCHours() >= 8 && date.getUTCHours() < 22)).toBe(true);
    const weekdays = inShanghai.filter((date) => date.getUTCDay() % 6 !== 0);
    expect(weekdays.length / times.length).toBeGreaterThan(0.95);
    expect(distinct(inShanghai.map((date) => date.toISOString().slice(0, 10)))).toBeGreaterThan(29);
  });

  test('have unique ids, and senders who are members and use their own names', () => {
    expect(distinct(messages.map(({ platformMessageId }) => platformMessageId))).toBe(messages.length);
    const byId = new Map(members.map((member) => [member.platformId, member]));
    for (const { sender, accountName, groupNickname } of messages) {
      expect(byId.get(sender)).toMatchObject({ accountName, ...(groupNickname ? { groupNickname } : {}) });
    }
  });

  test('answer earlier messages of somebody else, and only replies do', () => {
    const earlier = new Map<string, Line>();
    for (const message of messages) {
      const { replyToMessageId } = message;
      expect(replyToMessageId !== undefined).toBe(message.type === 25);
      if (replyToMessageId !== undefined) {
        const answered = earlier.get(replyToMessageId);
        expect(answered).toBeDefined();
        expect(answered?.sender).not.toBe(message.sender);
      }
      earlier.set(message.platformMessageId, message);
    }
  });

  test('are mostly text, with images, replies, stickers, files, voice and the rarer types', () => {
    expect(share(0)).toBeGreaterThan(0.65);
    for (const type of [1, 25, 5]) expect(share(type)).toBeGreaterThan(0.03);
    for (const type of [4, 2, 7]) expect(share(type)).toBeGreaterThan(0.01);
    for (const type of [3, 8, 20, 22, 24, 26, 27, 81]) expect(share(type)).toBeGreaterThan(0);
  });

  test('leave no slot of a template unfilled, and have no text where the type has none', () => {
    expect(messages.filter(({ content }) => /[{}]/.test(content ?? ''))).toEqual([]);
    const silent = messages.filter(({ content }) => content === null);
    expect(new Set(silent.map(({ type }) => type))).toEqual(new Set([1, 2, 3]));
  });

  test('are written in both languages', () => {
    const texts = messages.filter(({ type }) => type === 0).map(({ content }) => content ?? '');
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(2500);
    expect(texts.filter((text) => /^[A-Za-z ,.'!?]{8,}$/.test(text)).length).toBeGreaterThan(100);
  });

  test('begin, for who joins late, after the system message of the joining', () => {
    const joinings = messages.filter(({ type }) => type === 80);
    expect(joinings).toHaveLength(36);
    const newcomers = members.slice(-joinings.length);
    for (const [index, joining] of joinings.entries()) {
      const newcomer = newcomers[index];
      expect(joining.content).toContain(`邀请 "${newcomer?.accountName}" 加入了群聊`);
      const first = messages.findIndex(({ sender }) => sender === newcomer?.platformId);
      if (first >= 0) expect(first).toBeGreaterThan(messages.indexOf(joining));
    }
  });
});

describe('the files of the generated company', () => {
  test('have the columns of WeCom, in its order', () => {
    expect(sample.directoryCsv.split('\n')[0]).toBe(
      '姓名,帐号,手机号,邮箱,所在部门,职位,性别,是否部门内领导,排序,别名,地址,座机,禁用,禁用项说明：(0-启用;1-禁用)',
    );
    expect(sample.departmentsCsv.split('\n')[0]).toBe('部门名称,部门ID,父部门ID,排序');
    expect(sample.mobilesCsv.split('\n')[0]).toBe('platformId,mobile');
  });

  test('give every parent before its children, and every person places that exist', () => {
    const ids = new Set(['0']);
    for (const row of departments) {
      expect(ids).toContain(row['父部门ID']);
      ids.add(row['部门ID'] ?? '');
    }
    for (const row of directory) {
      const places = row['所在部门']?.split(';') ?? [];
      expect([...ids]).toEqual(expect.arrayContaining(places));
      expect(row['是否部门内领导']?.split(';')).toHaveLength(places.length);
      expect(row['排序']?.split(';')).toHaveLength(places.length);
    }
    expect(directory.some((row) => row['所在部门']?.includes(';'))).toBe(true);
  });

  test('have user ids of WeCom, unique without regard to case, and mail addresses under an example domain', () => {
    const userIds = directory.map((row) => row['帐号'] ?? '');
    expect(userIds.filter((id) => !/^[a-z0-9][a-z0-9_.@-]{0,63}$/.test(id))).toEqual([]);
    expect(distinct(userIds)).toBe(userIds.length);
    expect(directory.filter((row) => row['邮箱'] !== `${row['帐号']}@huaixu.example`)).toEqual([]);
  });

  test('have mobiles of the made-up block only, valid as Chinese ones, each given once', () => {
    const all = directory.map((row) => row['手机号'] ?? '');
    expect(distinct(all)).toBe(all.length);
    expect(distinct([...mobiles.values()])).toBe(mobiles.size);
    for (const mobile of [...all, ...mobiles.values()]) {
      expect(mobile).toMatch(/^1990000\d{4}$/);
      const parsed = parsePhoneNumberFromString(mobile, 'CN');
      expect(parsed?.isValid()).toBe(true);
      expect(parsed?.getType()).toBe('MOBILE');
      expect(parsed?.number).toBe(`+86${mobile}`);
    }
  });
});
