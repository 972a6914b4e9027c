import { Field, ID, Int, ObjectType } from 'type-graphql';
import { toProgrammeEvent, UpgradeProgrammeEvent } from '#modules/programme/graphql/programme-event.types.js';
import { GroupUpgradeEvent, toEvent } from '#modules/upgrade/graphql/event.types.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId } from '#platform/graphql/relay.js';
import type { SnapshotRow } from '../data/snapshot.js';
import type { OrganizationEntry } from '../use-cases/organization-events.js';

const OrganizationEventKind = enumType<OrganizationEntry['kind']>({
  name: 'OrganizationEventKind',
  description: 'What a message of the stream of an organization brings.',
  values: {
    SNAPSHOT: 'Where things stand: the first message to whoever has given no cursor.',
    CURSOR_TOO_OLD:
      'Where things stand: the first message to whoever has given a cursor after which events are not kept any more, or which is ahead of the stream since the database was restored to an earlier state. What came between is not in the stream; the `snapshot` stands in place of all that was seen.',
    UPGRADE: 'An event of an upgrade.',
    PROGRAMME: 'A change of a programme.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'The upgrades of an organization by their state.' })
export class OrganizationUpgradeCounts {
  @Field(() => Int, { description: 'Ask their members.' })
  inviting!: number;

  @Field(() => Int, { description: 'Wait for their cut-over.' })
  coolingOff!: number;

  @Field(() => Int, { description: 'Stand still.' })
  paused!: number;

  @Field(() => Int, { description: 'Were cut over.' })
  completed!: number;

  @Field(() => Int, { description: 'Were given up.' })
  cancelled!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The programmes of an organization by their state.' })
export class OrganizationProgrammeCounts {
  @Field(() => Int, { description: 'Are being put together.' })
  draft!: number;

  @Field(() => Int, { description: 'Start their groups, and wait for them.' })
  running!: number;

  @Field(() => Int, { description: 'Stand still.' })
  paused!: number;

  @Field(() => Int, { description: 'Have nothing left to do.' })
  completed!: number;

  @Field(() => Int, { description: 'Were given up.' })
  cancelled!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The invitations of all upgrades of an organization by their state.',
})
export class OrganizationInvitationCounts {
  @Field(() => Int, { description: 'Cannot be answered yet.' })
  blocked!: number;

  @Field(() => Int, { description: 'Can be answered and have not been.' })
  pending!: number;

  @Field(() => Int, { description: 'Were answered with yes.' })
  accepted!: number;

  @Field(() => Int, { description: 'Were answered with no.' })
  declined!: number;

  @Field(() => Int, { description: 'Have lapsed.' })
  expired!: number;

  @Field(() => Int, { description: 'Were revoked.' })
  revoked!: number;

  @Field(() => Int, { description: 'Were answered with a yes that was taken back.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Led into an enterprise group.' })
  included!: number;

  @Field(() => Int, { description: 'Did not lead into an enterprise group that was cut over.' })
  excluded!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Where an organization stands, exact at the `cursor` of its message: all that comes after that is not in it, and all that came before is.',
})
export class OrganizationSnapshot {
  @Field(() => OrganizationUpgradeCounts, { description: 'Its upgrades.' })
  upgrades!: OrganizationUpgradeCounts;

  @Field(() => OrganizationProgrammeCounts, { description: 'Its programmes.' })
  programmes!: OrganizationProgrammeCounts;

  @Field(() => OrganizationInvitationCounts, { description: 'What their members are asked.' })
  invitations!: OrganizationInvitationCounts;
}

@ObjectType({ simpleResolvers: true, description: 'One message of the stream of an organization.' })
export class OrganizationEvent {
  readonly entry!: OrganizationEntry;

  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Int, {
    description:
      'One more for each event of the organization, without a gap. That of a snapshot is that of the last event which it takes in.',
  })
  position!: number;

  @Field(() => OrganizationEventKind, { description: 'What it brings.' })
  kind!: OrganizationEntry['kind'];

  @Field(() => DateTime, { description: "When it happened, or was looked, by the database's clock." })
  at!: Date;

  @Field(() => OrganizationSnapshot, {
    nullable: true,
    description: 'Where things stand; null unless it is SNAPSHOT or CURSOR_TOO_OLD.',
  })
  snapshot!: OrganizationSnapshot | null;

  @Field(() => GroupUpgradeEvent, {
    nullable: true,
    description: "The event of an upgrade, as in that upgrade's own log; null unless it is UPGRADE.",
  })
  upgradeEvent!: GroupUpgradeEvent | null;

  @Field(() => UpgradeProgrammeEvent, {
    nullable: true,
    description: 'The change of a programme; null unless it is PROGRAMME.',
  })
  programmeEvent!: UpgradeProgrammeEvent | null;
}

export function toOrganizationEvent(entry: OrganizationEntry): OrganizationEvent {
  const { organizationId, position, kind, at } = entry;
  return make(OrganizationEvent, {
    entry,
    organizationId: globalId('Organization', organizationId),
    position,
    kind,
    at,
    snapshot: 'snapshot' in entry ? toSnapshot(entry.snapshot) : null,
    upgradeEvent: entry.kind === 'UPGRADE' ? toEvent(entry.upgrade) : null,
    programmeEvent: entry.kind === 'PROGRAMME' ? toProgrammeEvent(entry.programme) : null,
  });
}

function toSnapshot({ upgrades, programmes, invitations }: SnapshotRow): OrganizationSnapshot {
  return make(OrganizationSnapshot, {
    upgrades: make(OrganizationUpgradeCounts, upgrades),
    programmes: make(OrganizationProgrammeCounts, programmes),
    invitations: make(OrganizationInvitationCounts, invitations),
  });
}
