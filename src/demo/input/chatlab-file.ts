import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** What the demo reads of a message, to compare it with what the group's members read later. */
export type FileMessage = {
  readonly id: string | null;
  readonly sender: string;
  /** Unix seconds. */
  readonly timestamp: number;
  /** The format's number. */
  readonly type: number;
  readonly content: string | null;
  readonly replyTo: string | null;
};

export type GroupHead = {
  readonly name: string;
  readonly ownerId: string | undefined;
  /** Platform ids, in the order of the file. */
  readonly memberIds: readonly string[];
  readonly messageCount: number;
};

type Fields = Readonly<Record<string, unknown>>;

/** A ChatLab file as its sender knows it; read from the start each time, JSONL without holding it. */
export class ChatLabFile {
  constructor(private readonly file: Blob) {}

  async head(): Promise<GroupHead> {
    let meta: Fields = {};
    let messageCount = 0;
    let owner: string | undefined;
    const memberIds = new Set<string>();
    for await (const entry of this.entries()) {
      if (entry['_type'] === 'header') meta = (entry['meta'] ?? {}) as Fields;
      if (entry['_type'] === 'message' && messageOf(entry)) messageCount += 1;
      const platformId = idOf(entry['platformId']);
      if (entry['_type'] !== 'member' || platformId === null) continue;
      memberIds.add(platformId);
      const roles = Array.isArray(entry['roles']) ? (entry['roles'] as Fields[]) : [];
      if (roles.some(({ id }) => id === 'owner')) owner ??= platformId;
    }
    const ownerId = idOf(meta['ownerId']) ?? owner;
    return { name: idOf(meta['name']) ?? '', ownerId, memberIds: [...memberIds], messageCount };
  }

  /** The messages in order, each id once, as they can be stored: NUL and lone surrogates are U+FFFD. */
  async *messages(): AsyncGenerator<FileMessage> {
    const seen = new Set<string>();
    for await (const entry of this.entries()) {
      const message = entry['_type'] === 'message' ? messageOf(entry) : undefined;
      if (!message || (message.id !== null && seen.has(message.id))) continue;
      if (message.id !== null) seen.add(message.id);
      yield message;
    }
  }

  /** Entries as in JSONL, whichever of the two forms the file has. Lines that are no JSON are passed over. */
  private async *entries(): AsyncGenerator<Fields> {
    if (!(await this.isJsonLines())) {
      yield* entriesOf(parsed(await this.file.text()) ?? {});
      return;
    }
    for await (const line of this.lines()) {
      const entry = parsed(line);
      if (entry) yield entry;
    }
  }

  private async isJsonLines(): Promise<boolean> {
    for await (const line of this.lines()) {
      if (line === '' || line.startsWith('#')) continue;
      return parsed(line)?.['_type'] !== undefined;
    }
    return false;
  }

  private async *lines(): AsyncGenerator<string> {
    const input = Readable.fromWeb(this.file.stream());
    const reader = createInterface({ input, crlfDelay: Infinity });
    try {
      // `trim` takes a byte order mark away too.
      for await (const line of reader) yield line.trim();
    } finally {
      reader.close();
      input.destroy();
    }
  }
}

function* entriesOf(file: Fields): Generator<Fields> {
  yield { _type: 'header', meta: file['meta'] };
  for (const member of (file['members'] ?? []) as Fields[]) yield { ...member, _type: 'member' };
  for (const message of (file['messages'] ?? []) as Fields[]) yield { ...message, _type: 'message' };
}

function messageOf(entry: Fields): FileMessage | undefined {
  const { platformMessageId, timestamp, type, content, replyToMessageId } = entry;
  const sender = idOf(entry['sender']);
  if (sender === null || typeof timestamp !== 'number' || typeof type !== 'number') return undefined;
  const text = typeof content === 'string' ? content.toWellFormed().replaceAll('\0', '\ufffd') : null;
  return {
    id: idOf(platformMessageId),
    sender,
    timestamp,
    type,
    content: text,
    replyTo: idOf(replyToMessageId),
  };
}

function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function parsed(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
