import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ChatLabItem } from '#modules/group/domain/chatlab/format.js';
import { MAX_ELEMENT_LENGTH, messageTypeName, messageTypes } from '#modules/group/domain/chatlab/format.js';
import { readChatLab } from '#modules/group/domain/chatlab/read-chatlab.js';

const chatlab = { version: '0.0.2', exportedAt: 1_700_000_000, generator: 'a test' };
const meta = { name: '技术交流群', platform: 'wechat', type: 'group', groupId: 'g1', ownerId: 'u1' };
const header = { _type: 'header', chatlab, meta };
const member = {
  platformId: 'u1',
  accountName: '张三',
  groupNickname: '群主',
  aliases: ['老张'],
  roles: [{ id: 'owner' }],
};
const message = {
  platformMessageId: 'm1',
  sender: 'u1',
  accountName: '张三',
  groupNickname: '群主',
  timestamp: 1_700_000_000,
  type: 0,
  content: '大家好！\n"你好" \\ 👋',
  replyToMessageId: 'm0',
};

const lines = (...values: unknown[]) => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;
const jsonl = (...messages: unknown[]) =>
  lines(header, ...messages.map((each) => ({ _type: 'message', ...(each as object) })));
const json = (...messages: unknown[]) => JSON.stringify({ chatlab, meta, members: [], messages });

async function read(...chunks: (string | Uint8Array)[]): Promise<ChatLabItem[]> {
  async function* source() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  }
  const items: ChatLabItem[] = [];
  for await (const item of readChatLab(source())) items.push(item);
  return items;
}

const kinds = (items: readonly ChatLabItem[]) =>
  items.map((item) =>
    item.kind === 'problem'
      ? `${item.fatal ? 'fatal ' : ''}${item.code} ${item.line}`
      : `${item.kind} ${item.line}`,
  );

const readHeader = { version: '0.0.2', exportedAt: 1_700_000_000, generator: 'a test', ...meta };
const readMember = { ...member, roles: [{ id: 'owner', name: null }] };

describe('a file with everything in it', () => {
  const items = [
    { kind: 'header', header: readHeader },
    { kind: 'member', member: readMember },
    { kind: 'message', message },
  ];

  test('is read from JSONL, with the lines on which the items stand', async () => {
    const file = `# a note\n\n${lines(header, { _type: 'member', ...member })}# another\n${lines({ _type: 'message', ...message })}`;
    expect(await read(file)).toEqual(items.map((item, index) => ({ ...item, line: [3, 4, 6][index] })));
  });

  test('is read from JSON, minified or indented', async () => {
    const document = { chatlab, meta, members: [member], messages: [message] };
    expect(await read(JSON.stringify(document))).toEqual(items.map((item) => ({ ...item, line: 1 })));
    const indented = JSON.stringify(document, null, 2).split('\n');
    const lineOf = (text: string) => indented.findIndex((line) => line.includes(text));
    expect(kinds(await read(indented.join('\r\n')))).toEqual([
      `header ${lineOf('"meta"') + 1}`,
      `member ${lineOf('"platformId"')}`,
      `message ${lineOf('"platformMessageId"')}`,
    ]);
  });

  test('may begin with a byte order mark and lack the last line break', async () => {
    expect(await read(`\ufeff${json(message)}`)).toHaveLength(2);
    expect(kinds(await read(`\ufeff${jsonl(message).trimEnd()}`))).toEqual(['header 1', 'message 2']);
  });

  test('reads the same however it is cut into chunks', async () => {
    for (const file of [
      jsonl(message, { sender: 1 }, message),
      JSON.stringify({ meta, messages: [message, 1], chatlab, x: ['"]\\"'] }, null, 1),
    ]) {
      const bytes = new TextEncoder().encode(file);
      const whole = await read(file);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 10 }), async (cuts) => {
          const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
          expect(await read(...chunks)).toEqual(whole);
        }),
      );
    }
  });
});

test('any messages are the same from JSONL, from minified and from indented JSON, across chunk borders', async () => {
  const contents = fc.array(
    fc.option(
      fc
        .string({ unit: 'binary', maxLength: 60 })
        .filter((text) => text.isWellFormed() && !text.includes('\0')),
    ),
    { maxLength: 8 },
  );
  // So that a border of the reader's chunks falls behind any character of an escape.
  const padding = fc.integer({ min: 0, max: 7 });
  await fc.assert(
    fc.asyncProperty(contents, padding, async (texts, length) => {
      const all = [
        { ...message, content: 'x'.repeat(length) + '"}\\'.repeat(16_300) },
        ...texts.map((content) => ({ ...message, content })),
      ];
      const expected = all.map((each) => ({ kind: 'message', message: each }));
      const document = { chatlab, meta, members: [], messages: all };
      for (const file of [jsonl(...all), json(...all), JSON.stringify(document, null, '\t')]) {
        const messages = (await read(file)).filter((item) => item.kind === 'message');
        expect(messages).toMatchObject(expected);
        expect(messages).toHaveLength(all.length);
      }
    }),
    { numRuns: 30 },
  );
});

describe('JSON', () => {
  test('may have its keys in any order: messages come first if they stand first', async () => {
    const items = await read(
      JSON.stringify({ messages: [message], extra: { messages: [1] }, members: [member], meta, chatlab }),
    );
    expect(items.map((item) => item.kind)).toEqual(['message', 'member', 'header']);
  });

  test('keeps what is whole of a truncated file, and says that it is truncated', async () => {
    const file = json(message, message, message);
    expect(kinds(await read(file.slice(0, file.lastIndexOf('"sender"'))))).toEqual([
      'header 1',
      'message 1',
      'message 1',
      'fatal TRUNCATED 1',
    ]);
    const cuts = Array.from({ length: file.length - 1 }, (_, index) => index + 1);
    for (const cut of cuts) expect(kinds(await read(file.slice(0, cut))).at(-1)).toMatch(/^fatal TRUNCATED/);
  });

  test('loses one element to a fault inside it, and names its place', async () => {
    const file = json(message, 'BROKEN', message).replace('"BROKEN"', '{"sender": oops}');
    const items = await read(file);
    expect(kinds(items)).toEqual(['header 1', 'message 1', 'BAD_JSON 1', 'message 1']);
    expect(items[2]).toMatchObject({ detail: 'messages[1]: {"sender": oops}', fatal: false });
  });

  test.each([
    ['a list that is none', JSON.stringify({ chatlab, meta, messages: {} }), 'BAD_STRUCTURE'],
    ['a missing colon', '{"chatlab" 1}', 'BAD_STRUCTURE'],
    ['elements without a comma', json().replace('"messages":[]', '"messages":[{} {}]'), 'BAD_STRUCTURE'],
    ['a second document behind it', json() + json(), 'TRAILING_DATA'],
    ['no header', JSON.stringify({ messages: [] }), 'MISSING_HEADER'],
    ['half a header', JSON.stringify({ chatlab, messages: [] }), 'MISSING_HEADER'],
    ['a header that is no object', JSON.stringify({ chatlab: 1, meta, messages: [] }), 'MISSING_HEADER'],
  ])('with %s ends in a fatal problem', async (_, file, code) => {
    expect((await read(file)).at(-1)).toMatchObject({ kind: 'problem', fatal: true, code });
  });

  test('skips an element that is too large, and keys that it does not know', async () => {
    const large = { ...message, content: 'x"'.repeat(MAX_ELEMENT_LENGTH) };
    const file = JSON.stringify({ unknown: large, chatlab, meta, messages: [message, large, message] });
    const items = await read(file);
    expect(kinds(items)).toEqual(['header 1', 'message 1', 'TOO_LARGE 1', 'message 1']);
    expect(items[2]).toMatchObject({ detail: 'messages[1]' });
  });
});

describe('JSONL', () => {
  test('loses one line to a fault in it', async () => {
    const file = lines(header, { _type: 'message', ...message }, 'x', { _type: 'vote' }, header, {
      _type: 'message',
      ...message,
    });
    const broken = file.replace('"x"', '{"_type":"message","content":"half');
    expect(kinds(await read(broken))).toEqual([
      'header 1',
      'message 2',
      'BAD_JSON 3',
      'UNKNOWN_LINE_TYPE 4',
      'DUPLICATE_HEADER 5',
      'message 6',
    ]);
    expect(kinds(await read(file))[2]).toBe('NOT_AN_OBJECT 3');
  });

  test('says of a broken last line that it is cut off', async () => {
    expect(kinds(await read(jsonl(message, message).slice(0, -40)))).toEqual([
      'header 1',
      'message 2',
      'TRUNCATED_LINE 3',
    ]);
  });

  test('skips a line that is too long and reads on', async () => {
    const large = { ...message, content: 'x'.repeat(2 * MAX_ELEMENT_LENGTH) };
    expect(kinds(await read(jsonl(message, large, message)))).toEqual([
      'header 1',
      'message 2',
      'TOO_LARGE 3',
      'message 4',
    ]);
    expect(kinds(await read(jsonl(message, large).trimEnd()))).toEqual([
      'header 1',
      'message 2',
      'TOO_LARGE 3',
    ]);
  });

  test.each([
    ['a message', lines({ _type: 'message', ...message }, header), 'fatal MISSING_HEADER 1'],
    ['a broken header', '{"_type":"header","chatlab":{\n{"_type":"message"}\n', 'fatal BAD_HEADER 1'],
  ])('whose first line is %s cannot be read', async (_, file, problem) => {
    expect(kinds(await read(file))).toEqual([problem]);
  });
});

describe('a file that cannot be read at all', () => {
  test.each([
    ['no bytes', '', 'fatal EMPTY 1'],
    ['a byte order mark alone', '\ufeff', 'fatal EMPTY 1'],
    ['blank lines and comments', '\n# a\n\n# b', 'fatal EMPTY 4'],
    ['plain text', '# a\n2023-01-01 hello', 'fatal NOT_CHATLAB 2'],
    ['a list', '[]', 'fatal NOT_CHATLAB 1'],
    [
      'an unknown version',
      lines({ ...header, chatlab: { version: '0.1.0' } }),
      'fatal UNSUPPORTED_VERSION 1',
    ],
    ['no version', JSON.stringify({ chatlab: {}, meta, messages: [message] }), 'fatal UNSUPPORTED_VERSION 1'],
    ['no name', lines({ ...header, meta: { platform: 'qq', type: 'group' } }), 'fatal BAD_HEADER 1'],
  ])('%s', async (_, file, problem) => {
    expect(kinds(await read(file))).toEqual([problem]);
  });

  test('version 0.0.1 is known as well', async () => {
    expect(await read(lines({ ...header, chatlab: { version: '0.0.1' } }))).toMatchObject([
      { header: { version: '0.0.1', exportedAt: null, generator: null } },
    ]);
  });
});

describe('a message', () => {
  const first = async (changes: object) => (await read(jsonl({ ...message, ...changes })))[1];

  test('may lack its id, names, content and reply, or have null or empty ones', async () => {
    const bare = {
      platformMessageId: null,
      accountName: null,
      groupNickname: null,
      content: null,
      replyToMessageId: null,
    };
    const [, one, other] = await read(
      jsonl({ sender: 'u1', timestamp: 0, type: 0 }, { ...message, ...bare, platformMessageId: '' }),
    );
    expect(one).toMatchObject({ message: { ...bare, sender: 'u1', timestamp: 0, type: 0 } });
    expect(other).toMatchObject({ message: bare });
  });

  test('may have whole numbers for ids, as long as they are exact', async () => {
    expect(await first({ sender: 10_001, platformMessageId: 7 })).toMatchObject({
      message: { sender: '10001', platformMessageId: '7' },
    });
    expect(await first({ sender: 2 ** 53 })).toMatchObject({ code: 'BAD_SENDER' });
  });

  test('keeps an unknown type as its number', async () => {
    expect(await first({ type: 1234 })).toMatchObject({ message: { type: 1234 } });
    for (const [code, name] of Object.entries(messageTypes)) expect(messageTypeName(Number(code))).toBe(name);
    expect([6, 1234, -1, 0.5].map(messageTypeName)).toEqual(['OTHER', 'OTHER', 'OTHER', 'OTHER']);
  });

  test('is kept with U+FFFD for what cannot be stored, and that is said', async () => {
    const items = await read(jsonl({ ...message, content: 'a\0b\ud800' }, message));
    expect(kinds(items)).toEqual(['header 1', 'REPLACED_CHARACTERS 2', 'message 2', 'message 3']);
    expect(items[2]).toMatchObject({ message: { content: 'a\ufffdb\ufffd' } });
  });

  test.each([
    [{ sender: undefined }, 'BAD_SENDER'],
    [{ sender: '' }, 'BAD_SENDER'],
    [{ sender: 'a\0' }, 'BAD_SENDER'],
    [{ sender: 'x'.repeat(257) }, 'BAD_SENDER'],
    [{ platformMessageId: {} }, 'BAD_MESSAGE_ID'],
    [{ replyToMessageId: [] }, 'BAD_REPLY_ID'],
    [{ timestamp: '1700000000' }, 'BAD_TIMESTAMP'],
    [{ timestamp: 1_700_000_000_000 }, 'BAD_TIMESTAMP'],
    [{ timestamp: -1 }, 'BAD_TIMESTAMP'],
    [{ timestamp: 1.5 }, 'BAD_TIMESTAMP'],
    [{ timestamp: null }, 'BAD_TIMESTAMP'],
    [{ type: 'text' }, 'BAD_TYPE'],
    [{ type: 2 ** 31 }, 'BAD_TYPE'],
    [{ content: 5 }, 'BAD_CONTENT'],
    [{ accountName: 5 }, 'BAD_NAME'],
    [{ groupNickname: 'x'.repeat(513) }, 'BAD_NAME'],
  ])('with %j is passed over as %s', async (changes, code) => {
    expect(await first(changes)).toMatchObject({ kind: 'problem', fatal: false, line: 2, code });
  });
});

describe('a member', () => {
  const first = async (changes: object) =>
    (await read(lines(header, { _type: 'member', ...member, ...changes })))[1];

  test('may have roles of the group’s own beside owner and admin, and neither names nor roles', async () => {
    expect(await first({ roles: [{ id: 'admin' }, { id: 'vip', name: 'VIP' }] })).toMatchObject({
      member: {
        roles: [
          { id: 'admin', name: null },
          { id: 'vip', name: 'VIP' },
        ],
      },
    });
    expect(await read(lines(header, { _type: 'member', platformId: 'u2' }))).toMatchObject([
      {},
      { member: { platformId: 'u2', accountName: null, groupNickname: null, aliases: [], roles: [] } },
    ]);
  });

  test.each([
    [{ platformId: null }, 'BAD_PLATFORM_ID'],
    [{ accountName: {} }, 'BAD_NAME'],
    [{ aliases: 'x' }, 'BAD_ALIASES'],
    [{ aliases: [1] }, 'BAD_ALIASES'],
    [{ roles: 'owner' }, 'BAD_ROLES'],
    [{ roles: [{}] }, 'BAD_ROLES'],
  ])('with %j is passed over as %s', async (changes, code) => {
    expect(await first(changes)).toMatchObject({ kind: 'problem', fatal: false, line: 2, code });
  });
});

test('bytes that are no UTF-8 are replaced, and that is said once', async () => {
  const [before, after] = jsonl(message, message).split('大家好');
  const items = await read(before ?? '', Uint8Array.of(0xff), after ?? '', Uint8Array.of(0xff));
  expect(kinds(items)).toEqual(['INVALID_UTF8 1', 'header 1', 'message 2', 'TRUNCATED_LINE 3']);
});

test('a detail is at most 120 characters and fit to store', async () => {
  const [, item] = await read(jsonl({ ...message, timestamp: `\0${'👋'.repeat(200)}` }));
  const detail = item?.kind === 'problem' ? item.detail : '';
  expect(detail.length).toBe(120);
  expect(detail.isWellFormed() && !detail.includes('\0')).toBe(true);
});

test('a source is read no further ahead than 64 KiB', async () => {
  let pulled = 0;
  async function* endless() {
    yield new TextEncoder().encode(lines(header));
    for (;;) {
      pulled += 1;
      yield new TextEncoder().encode(lines({ _type: 'message', ...message }).repeat(100));
    }
  }
  let messages = 0;
  for await (const item of readChatLab(endless())) {
    if (item.kind === 'message') messages += 1;
    expect(pulled * 100 - messages).toBeLessThan(1_000);
    if (messages === 5_000) break;
  }
});
