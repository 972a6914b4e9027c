import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InputError, readInput } from '#demo/input/demo-input.js';
import { licenceScan, newLicenceNumber } from '#demo/input/licence.js';
import { readCompanyName, readMobiles } from '#demo/input/tables.js';
import { parseUscc } from '#modules/registration/domain/uscc.js';

describe('the input of the demo', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assent-demo-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function files(
    mobiles: string,
  ): Promise<Record<'group' | 'directory' | 'departments' | 'mobiles', string>> {
    const meta = { name: 'g', platform: 'wechat', type: 'group', ownerId: 'boss' };
    const content = {
      group: JSON.stringify({ _type: 'header', chatlab: { version: '0.0.2' }, meta }),
      directory: '姓名,帐号,手机号\n老板,boss,19900000001\n',
      departments: '部门名称,部门ID,父部门ID,排序\n公司,1,0,1\n',
      mobiles,
    };
    const paths = { group: '', directory: '', departments: '', mobiles: '' };
    for (const name of ['group', 'directory', 'departments', 'mobiles'] as const) {
      paths[name] = join(folder, name);
      await writeFile(paths[name], content[name]);
    }
    return paths;
  }

  test('is a generated group whose owner can sign in, if no files are given', async () => {
    const { head, owner, mobileOf } = await readInput(undefined);
    expect(head.memberIds).toContain(owner.platformId);
    expect(mobileOf.get(owner.platformId)).toBe(owner.mobile);
  });

  test("takes the owner's name and mobile and the company's name from the files", async () => {
    const input = await readInput(await files('platformId,mobile\nboss,+86 199-0000-0001\n'));
    expect(input.owner).toEqual({ platformId: 'boss', name: '老板', mobile: '+8619900000001' });
    expect(input.companyName).toBe('公司');
  });

  test('cannot be used when the owner has no mobile, and says so', async () => {
    await expect(readInput(await files('platformId,mobile\n'))).rejects.toThrow(
      /no mobile of the group's owner, boss/,
    );
  });

  test('cannot be used when a file is missing, and names it', async () => {
    const given = { ...(await files('platformId,mobile\n')), directory: join(folder, 'nowhere.csv') };
    await expect(readInput(given)).rejects.toThrow(InputError);
    await expect(readInput(given)).rejects.toThrow(/nowhere\.csv cannot be read/);
  });
});

describe('tables', () => {
  test('give mobiles in E.164, the first of two for one id', async () => {
    const file = new Blob(['\ufeffplatformId,mobile\r\na,199 0000 0001\r\nb,none\r\na,19900000002\r\n']);
    expect([...(await readMobiles(file))]).toEqual([['a', '+8619900000001']]);
  });

  test('may be in GB18030', async () => {
    const header = [
      0xb2, 0xbf, 0xc3, 0xc5, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5, 0x49, 0x44, 0x0a,
    ];
    const row = [0xb9, 0xab, 0xcb, 0xbe, 0x2c, 0x31, 0x0a];
    expect(await readCompanyName(new Blob([Uint8Array.from([...header, ...row])]))).toBe('公司');
  });
});

describe('a licence', () => {
  test('has a number that the rule of GB 32100 takes, each time', () => {
    const numbers = Array.from({ length: 500 }, newLicenceNumber);
    expect(numbers.filter((number) => !parseUscc(number).ok)).toEqual([]);
  });

  test('is a PDF whose table of objects points to them', async () => {
    const text = await licenceScan('91310000MA1FL8XQ30').text();
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe('xref');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset, index) => text.startsWith(`${index + 1} 0 obj`, offset))).toEqual(
      Array(5).fill(true),
    );
  });
});
