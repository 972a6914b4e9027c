import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import { localTimeOf } from '../domain/local-time.js';
import type * as domain from '../domain/settings.js';
import { Confidentiality, LateHistory, MembersRegion, SuspendedClock } from './settings.enums.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What an organization has decided about its upgrades. Its active members see it.',
})
export class OrganizationSettings {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => String, {
    description: 'IANA, for instance Asia/Shanghai: at first of the region, UTC where that has many.',
  })
  timeZone!: string;

  @Field(() => String, {
    description:
      'From when nobody is reminded, as `22:00` in the time zone. The same as `quietUntil`: there are no quiet hours.',
  })
  quietFrom!: string;

  @Field(() => String, { description: 'When reminders may be sent again, as `08:00` in the time zone.' })
  quietUntil!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'For how many days upgrades promise that messages are kept; null: for good. Each upgrade freezes it with its text, and each enterprise group keeps what it was promised; this server does not remove messages yet when their time is over.',
  })
  retentionDays!: number | null;

  @Field(() => Confidentiality, {
    description:
      'For whom what is said in enterprise groups is meant, as upgrades promise it; each freezes it with its text.',
  })
  confidentiality!: domain.Confidentiality;

  @Field(() => MembersRegion, { description: 'From which regions enterprise groups take people.' })
  membersRegion!: domain.MembersRegion;

  @Field(() => SuspendedClock, {
    description: 'What becomes of the time to answer while the organization is suspended.',
  })
  clockWhileSuspended!: domain.SuspendedClock;

  @Field(() => LateHistory, {
    description:
      'What of the history somebody sees who is admitted after the cut-over. Each upgrade freezes it with its text; a group shows late comers no more than it was promised, nor more than this says at their admission.',
  })
  lateHistory!: domain.LateHistory;

  @Field(() => Boolean, {
    description:
      'Whether a second person with the right must confirm each cut-over: confirmCutOver. Switched on it counts for every cut-over, switched off for upgrades that start from then on.',
  })
  secondAdministrator!: boolean;

  @Field(() => Int, { description: 'Grows with each change; for `expectedVersion`.' })
  version!: number;
}

@InputType({ description: 'What to change. What is left out or null stays as it is, but for the retention.' })
export class UpdateOrganizationSettingsInput extends MutationInput {
  @Field(() => ID, { description: 'An Organization that the caller is an administrator of.' })
  organizationId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read. Refused with VERSION_CONFLICT when there is a newer one.',
  })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'An IANA name, for instance Asia/Shanghai. Offsets like +08:00 are refused (INVALID_VALUE).',
  })
  timeZone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The beginning of the quiet hours in the time zone, 00:00 to 23:59.',
  })
  quietFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Their end, 00:00 to 23:59; the same as the beginning for none.',
  })
  quietUntil?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Days, 1 to 36,500; null, when it is given, means for good. Left out, it stays. Open upgrades whose text promises otherwise cannot be cut over until adoptNotice; so it is with the confidentiality and with what late comers see.',
  })
  retentionDays?: number | null;

  @Field(() => Confidentiality, { nullable: true, description: 'For whom what is said is meant.' })
  confidentiality?: domain.Confidentiality | null;

  @Field(() => MembersRegion, {
    nullable: true,
    description: 'From which regions enterprise groups take people. Open upgrades follow at once.',
  })
  membersRegion?: domain.MembersRegion | null;

  @Field(() => SuspendedClock, {
    nullable: true,
    description: 'What becomes of the time to answer while the organization is suspended.',
  })
  clockWhileSuspended?: domain.SuspendedClock | null;

  @Field(() => LateHistory, { nullable: true, description: 'What late comers see of the history.' })
  lateHistory?: domain.LateHistory | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a second person must confirm each cut-over. Upgrades that were started while it was on keep it.',
  })
  secondAdministrator?: boolean | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The settings, changed.' })
export class UpdateOrganizationSettingsPayload extends Payload {
  @Field(() => OrganizationSettings, { nullable: true, description: 'Null when it was refused.' })
  settings?: OrganizationSettings;
}

export function toSettings(
  organizationId: string,
  { quietFrom, quietUntil, ...settings }: domain.OrganizationSettings,
): OrganizationSettings {
  return make(OrganizationSettings, {
    ...settings,
    organizationId: globalId('Organization', organizationId),
    quietFrom: localTimeOf(quietFrom),
    quietUntil: localTimeOf(quietUntil),
  });
}
