import { Field, InputType, Int } from 'type-graphql';
import { MutationInput } from '#platform/graphql/mutation-input.js';

@InputType({ description: 'On what terms one group is upgraded, or each of many.' })
export abstract class StartTermsInput extends MutationInput {
  @Field(() => Int, { nullable: true, description: 'Days to answer, 1 to 30; 7 unless given.' })
  answerDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Hours between the end of first answers and the moment from which the cut-over is possible, 0 to 72; 24 unless given. A given answer can be changed until the cut-over.',
  })
  coolingOffHours?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many people of a group must join, 2 to 2,000; 2 unless given. More than there are on the roster is refused at the start (MINIMUM_OUT_OF_REACH), and it cannot be changed afterwards.',
  })
  minimumMembers?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many per cent of the people of a group must join besides, 1 to 100; none unless given. Who stands on the roster twice is one of them; whoever is unknown is somebody.',
  })
  minimumPercent?: number | null;
}
