import { err, ok, type Result } from '#kernel/result.js';
import { storableText } from '#kernel/text.js';
import {
  chatLabVersions,
  type ChatLabFatalCode,
  type ChatLabHeader,
  type ChatLabMember,
  type ChatLabMessage,
  type ChatLabProblemCode,
  type ChatLabVersion,
} from './format.js';

export type Fault<Code> = { readonly code: Code; readonly detail: string };

type Fields = { readonly [field: string]: unknown };

/** Ids are looked up through indexes, which take 2,700 bytes at most; 256 are more than any platform uses. */
const MAX_ID_LENGTH = 256;
const MAX_NAME_LENGTH = 512;
/** PostgreSQL's integer. */
const MAX_TYPE = 2 ** 31 - 1;
/** Year 5138 in seconds. A time in milliseconds since 1973 is beyond it, and so is told from one in seconds. */
const TIMESTAMP_END = 100_000_000_000;

/**
 * Parsed JSON to members and messages. Texts come out storable: NUL and lone surrogates are U+FFFD. An id
 * that would have to be changed for it is refused, as another might become equal to it.
 */
export class ElementReader {
  #replaced = false;

  /** Whether a text of the last element was changed to be storable. */
  get replaced(): boolean {
    return this.#replaced;
  }

  message(value: unknown): Result<ChatLabMessage, Fault<ChatLabProblemCode>> {
    this.#replaced = false;
    if (!isObject(value)) return fault('NOT_AN_OBJECT', value);
    const { sender, platformMessageId, replyToMessageId, timestamp, type } = value;
    const senderId = idOf(sender);
    if (typeof senderId !== 'string') return fault('BAD_SENDER', sender);
    const messageId = idOf(platformMessageId);
    if (messageId === undefined) return fault('BAD_MESSAGE_ID', platformMessageId);
    const replyTo = idOf(replyToMessageId);
    if (replyTo === undefined) return fault('BAD_REPLY_ID', replyToMessageId);
    if (!isCount(timestamp, TIMESTAMP_END)) return fault('BAD_TIMESTAMP', timestamp);
    if (!isCount(type, MAX_TYPE)) return fault('BAD_TYPE', type);
    const names = this.#names(value);
    if (!names.ok) return names;
    const content = this.#text(value['content']);
    if (content === undefined) return fault('BAD_CONTENT', value['content']);
    return ok({
      platformMessageId: messageId,
      sender: senderId,
      accountName: names.value.accountName,
      groupNickname: names.value.groupNickname,
      timestamp,
      type,
      content,
      replyToMessageId: replyTo,
    });
  }

  member(value: unknown): Result<ChatLabMember, Fault<ChatLabProblemCode>> {
    this.#replaced = false;
    if (!isObject(value)) return fault('NOT_AN_OBJECT', value);
    const platformId = idOf(value['platformId']);
    if (typeof platformId !== 'string') return fault('BAD_PLATFORM_ID', value['platformId']);
    const names = this.#names(value);
    if (!names.ok) return names;
    const aliases = this.#each(value['aliases'], (alias) => this.#name(alias) ?? undefined);
    if (aliases === undefined) return fault('BAD_ALIASES', value['aliases']);
    const roles = this.#each(value['roles'], (role) => this.#role(role));
    if (roles === undefined) return fault('BAD_ROLES', value['roles']);
    return ok({ platformId, ...names.value, aliases, roles });
  }

  #names(fields: Fields): Result<Pick<ChatLabMessage, 'accountName' | 'groupNickname'>, Fault<'BAD_NAME'>> {
    const accountName = this.#name(fields['accountName']);
    if (accountName === undefined) return fault('BAD_NAME', fields['accountName']);
    const groupNickname = this.#name(fields['groupNickname']);
    if (groupNickname === undefined) return fault('BAD_NAME', fields['groupNickname']);
    return ok({ accountName, groupNickname });
  }

  #role(value: unknown): ChatLabMember['roles'][number] | undefined {
    if (!isObject(value)) return undefined;
    const id = idOf(value['id']);
    const name = this.#name(value['name']);
    return typeof id === 'string' && name !== undefined ? { id, name } : undefined;
  }

  /** A missing list is empty; a list with anything `read` refuses is refused. */
  #each<T>(value: unknown, read: (element: unknown) => T | undefined): readonly T[] | undefined {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return undefined;
    const elements: T[] = [];
    for (const element of value) {
      const read_ = read(element);
      if (read_ === undefined) return undefined;
      elements.push(read_);
    }
    return elements;
  }

  #name(value: unknown): string | null | undefined {
    const name = this.#text(value);
    return typeof name === 'string' && name.length > MAX_NAME_LENGTH ? undefined : name;
  }

  /** Null for what is missing, undefined for what is no text. */
  #text(value: unknown): string | null | undefined {
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') return undefined;
    const { text, changed } = storableText(value);
    if (changed) this.#replaced = true;
    return text;
  }
}

/** The header's two parts, `chatlab` and `meta`. */
export function readHeader(chatlab: unknown, meta: unknown): Result<ChatLabHeader, Fault<ChatLabFatalCode>> {
  if (!isObject(chatlab)) return fault('MISSING_HEADER', chatlab);
  const version = chatLabVersions.find((known): known is ChatLabVersion => known === chatlab['version']);
  if (version === undefined) return fault('UNSUPPORTED_VERSION', chatlab['version']);
  if (!isObject(meta)) return fault('BAD_HEADER', 'meta');
  const [name, platform, type] = [
    headerText(meta['name']),
    headerText(meta['platform']),
    headerText(meta['type']),
  ];
  if (!name || !platform || !type) return fault('BAD_HEADER', 'meta.name, meta.platform, meta.type');
  const [groupId, ownerId] = [idOf(meta['groupId']), idOf(meta['ownerId'])];
  if (groupId === undefined || ownerId === undefined)
    return fault('BAD_HEADER', 'meta.groupId, meta.ownerId');
  const exportedAt = chatlab['exportedAt'];
  return ok({
    version,
    exportedAt: isCount(exportedAt, TIMESTAMP_END) ? exportedAt : null,
    generator: headerText(chatlab['generator']),
    name,
    platform,
    type,
    groupId,
    ownerId,
  });
}

function headerText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_NAME_LENGTH ? storableText(value).text : null;
}

/**
 * Ids are strings, or by exporters that are less careful whole numbers, as long as these are exact. Null
 * for what is missing or empty, undefined for what is no id.
 */
function idOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string' || value.length > MAX_ID_LENGTH) return undefined;
  return storableText(value).changed ? undefined : value;
}

function isCount(value: unknown, end: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= end;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault<Code>(code: Code, found: unknown) {
  return err<Fault<Code>>({
    code,
    detail: typeof found === 'string' ? found : (JSON.stringify(found) ?? 'missing'),
  });
}
