import { filled, FILE_NAMES, GREETINGS, LINKS, PLACES, remark, STICKERS } from './phrases.js';
import { seededRandom, type Random } from './random.js';
import type { Member } from './roster.js';
import { timeline } from './timeline.js';

/** A message line of ChatLab 0.0.2; the codes of `type` are the format's. */
export type Message = {
  readonly platformMessageId: string;
  readonly sender: string;
  readonly accountName: string;
  readonly groupNickname?: string;
  readonly timestamp: number;
  readonly type: number;
  readonly content: string | null;
  readonly replyToMessageId?: string;
};

const REPLY = 25;
const SYSTEM = 80;
const RECALLED = 81;

/** `[type, weight]`, the weights in per cent. */
const TYPES = [
  [0, 73],
  [REPLY, 7],
  [1, 6.2],
  [5, 5],
  [4, 2.5],
  [2, 2],
  [7, 1.5],
  [RECALLED, 0.8],
  [3, 0.5],
  [20, 0.4],
  [22, 0.3],
  [24, 0.3],
  [26, 0.2],
  [8, 0.2],
  [27, 0.1],
] as const;

/** The share of the roster that joins while the history runs, each with a system message. */
const NEWCOMER_SHARE = 0.15;
const REPLY_REACH = 20;

/** `count` messages in order of time, the same ones for the same seed and roster. */
export function* messages(seed: number, members: readonly Member[], count: number): Generator<Message> {
  const random = seededRandom(seed);
  const newcomers = Math.min(Math.floor(members.length * NEWCOMER_SHARE), Math.floor(count / 10));
  const present = members.slice(0, members.length - newcomers);
  const speakers = random.shuffled(present);
  const recent: Message[] = [];
  let joined = 0;
  for (const [index, timestamp] of timeline(random, count).entries()) {
    const next = members[present.length + joined];
    if (next && index >= ((joined + 1) * count) / (newcomers + 1)) {
      joined += 1;
      yield joining(random.pick(present), next, index, timestamp);
      speakers.splice(random.between(0, speakers.length), 0, next);
      continue;
    }
    const message = utterance(random, { index, timestamp, speakers, recent });
    yield message;
    if (message.type !== RECALLED) recent.push(message);
    if (recent.length > REPLY_REACH) recent.shift();
  }
}

type Moment = {
  readonly index: number;
  readonly timestamp: number;
  readonly speakers: readonly Member[];
  readonly recent: readonly Message[];
};

function utterance(random: Random, { index, timestamp, speakers, recent }: Moment): Message {
  const sender = speaker(random, speakers, recent);
  const drawn = random.weighted(TYPES);
  const others = recent.filter((message) => message.sender !== sender.platformId);
  const answered = drawn === REPLY && others.length > 0 ? random.pick(others) : undefined;
  const type = drawn === REPLY && !answered ? 0 : drawn;
  const reply = answered ? { replyToMessageId: answered.platformMessageId } : {};
  return { ...line(sender, index, timestamp, type, content(random, sender, type)), ...reply };
}

/** Few people write most of it, and who has just written is likely to go on. */
function speaker(random: Random, speakers: readonly Member[], recent: readonly Message[]): Member {
  if (recent.length > 0 && random.chance(0.45)) {
    const { sender } = random.pick(recent.slice(-4));
    const again = speakers.find((member) => member.platformId === sender);
    if (again) return again;
  }
  const rank = Math.floor(random.next() ** 2.2 * speakers.length);
  return speakers[rank] ?? random.pick(speakers);
}

/** What exporters write for each type: media have no text, and a few types have a text of their own. */
function content(random: Random, sender: Member, type: number): string | null {
  const english = random.chance(sender.person.english ? 0.9 : 0.08);
  switch (type) {
    case 0:
    case REPLY:
      return remark(random, english);
    case 4:
      return filled(random, random.pick(FILE_NAMES));
    case 5:
      return random.pick(STICKERS);
    case 7:
    case 24:
      return filled(random, random.pick(LINKS));
    case 8:
      return random.pick(PLACES);
    case 20:
      return random.pick(GREETINGS);
    case 22:
      return `${shownName(sender)} 拍了拍自己`;
    case 26:
      return '群聊的聊天记录';
    case 27:
      return `名片：${sender.person.name}`;
    case RECALLED:
      return `${shownName(sender)} 撤回了一条消息`;
    default:
      return null;
  }
}

function joining(host: Member, guest: Member, index: number, timestamp: number): Message {
  const text = `"${shownName(host)}" 邀请 "${guest.accountName}" 加入了群聊`;
  return line(host, index, timestamp, SYSTEM, text);
}

function line(sender: Member, index: number, timestamp: number, type: number, text: string | null): Message {
  const { platformId, accountName, groupNickname } = sender;
  const nickname = groupNickname === undefined ? {} : { groupNickname };
  const platformMessageId = `m${String(index + 1).padStart(6, '0')}`;
  return { platformMessageId, sender: platformId, accountName, ...nickname, timestamp, type, content: text };
}

function shownName(member: Member): string {
  return member.groupNickname ?? member.accountName;
}
