import { Field, Int, ObjectType } from 'type-graphql';
import { OrganizationSettings } from '#modules/organization/graphql/settings.types.js';
import { PlannedStart, PlannedStartTotals } from '#modules/upgrade/graphql/planned-start.types.js';
import type { PlannedStart as Planned } from '#modules/upgrade/public.js';
import { PageInfo } from '#platform/graphql/relay.js';

@ObjectType({ simpleResolvers: true, description: 'A group and its place.' })
export class PlannedStartEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => PlannedStart, { description: 'What would become of the group.' })
  node!: PlannedStart;
}

@ObjectType({ simpleResolvers: true, description: 'A page of groups, in the order of the programme.' })
export class PlannedStartConnection {
  @Field(() => [PlannedStartEdge], { description: 'The page.' })
  edges!: PlannedStartEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all pages.' })
  totalCount!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What would become at this moment of the groups of a programme that have not been started, if the caller started them: by the rules of the start, and nothing is changed or locked.',
})
export class UpgradeProgrammePreflight {
  readonly planned!: readonly Planned[];

  @Field(() => OrganizationSettings, {
    description:
      'The policies that apply to all: retention, confidentiality, regions, what late comers see, the second administrator.',
  })
  policies!: OrganizationSettings;

  @Field(() => PlannedStartTotals, { description: 'All groups together.' })
  totals!: PlannedStartTotals;
}
