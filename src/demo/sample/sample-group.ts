import { COMPANY, DEPARTMENTS } from './company.js';
import { messages } from './messages.js';
import { roster, type Member } from './roster.js';
import { departmentsCsv, directoryCsv, hasAccount, mobilesCsv } from './tables.js';
import { FIRST_DAY, WEEKS } from './timeline.js';

export type SampleSize = { readonly members: number; readonly messages: number };

export type SampleGroup = {
  readonly name: string;
  readonly groupId: string;
  /** Has an account, as `userId`. */
  readonly owner: {
    readonly platformId: string;
    readonly userId: string;
    readonly name: string;
    readonly mobile: string;
  };
  /** ChatLab 0.0.2 as JSONL, from the start at each call: lines without their line ends. */
  chatLab(): Iterable<string>;
  readonly departmentsCsv: string;
  readonly directoryCsv: string;
  readonly mobilesCsv: string;
  readonly counts: SampleCounts;
};

/** `roster` is the sum of the three after it. */
export type SampleCounts = {
  readonly roster: number;
  readonly withAccount: number;
  readonly mobileWithoutAccount: number;
  readonly withoutMobile: number;
  readonly messages: number;
  readonly departments: number;
  /** Rows of the directory: `withAccount` and colleagues who are not in the group. */
  readonly directory: number;
};

/** What a group that outgrew the consumer platform looks like: WeChat's limit is 500 members. */
const USUAL: SampleSize = { members: 240, messages: 6000 };

/** A consumer group and its company, made up from a seed: the same seed gives the same bytes. */
export function sampleGroup(seed: number, size: SampleSize = USUAL): SampleGroup {
  const staff = roster(seed, size.members);
  const { members, colleagues } = staff;
  const [owner] = members;
  if (!owner) throw new RangeError('a group has at least its owner');
  const withAccount = members.filter(hasAccount).length;
  const withoutMobile = members.filter(({ standing }) => standing === 'UNKNOWN').length;
  return {
    name: COMPANY.groupName,
    groupId: COMPANY.groupId,
    owner: {
      platformId: owner.platformId,
      userId: owner.person.userId,
      name: owner.person.name,
      mobile: owner.person.mobile,
    },
    chatLab: () => lines(seed, members, owner, size.messages),
    departmentsCsv: departmentsCsv(),
    directoryCsv: directoryCsv(staff),
    mobilesCsv: mobilesCsv(staff),
    counts: {
      roster: members.length,
      withAccount,
      mobileWithoutAccount: members.length - withAccount - withoutMobile,
      withoutMobile,
      messages: size.messages,
      departments: DEPARTMENTS.length,
      directory: withAccount + colleagues.length,
    },
  };
}

function* lines(seed: number, members: readonly Member[], owner: Member, count: number): Generator<string> {
  yield JSON.stringify({
    _type: 'header',
    chatlab: {
      version: '0.0.2',
      exportedAt: FIRST_DAY + WEEKS * 7 * 86_400,
      generator: 'Assent sample group',
    },
    meta: {
      name: COMPANY.groupName,
      platform: 'wechat',
      type: 'group',
      groupId: COMPANY.groupId,
      ownerId: owner.platformId,
    },
  });
  for (const { platformId, accountName, groupNickname, role } of members) {
    const roles = role === 'member' ? undefined : [{ id: role }];
    yield JSON.stringify({ _type: 'member', platformId, accountName, groupNickname, roles });
  }
  for (const message of messages(seed + 1, members, count)) {
    yield JSON.stringify({ _type: 'message', ...message });
  }
}
