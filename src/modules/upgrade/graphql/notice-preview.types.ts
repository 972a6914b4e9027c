import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { PromisedTerms } from '#modules/organization/graphql/promised-terms.types.js';
import { UserError } from '#platform/graphql/user-error.js';
import { NoticeText } from './notice.types.js';

@ArgsType()
export class NoticePreviewArgs {
  @Field(() => ID, { description: 'An Organization.' })
  organizationId!: string;

  @Field(() => String, { description: 'The name of the group, at most 200 characters.' })
  groupName!: string;

  @Field(() => String, { nullable: true, description: "A draft in English; the newest text's unless given." })
  textEn?: string | null;

  @Field(() => String, { nullable: true, description: "A draft in Chinese; the newest text's unless given." })
  textZh?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "A text as people would read it, filled in with a group's name and the settings of now.",
})
export class NoticePreview {
  @Field(() => [NoticeText], {
    description:
      'In every language, to the letter as an upgrade that starts now would ask. Empty when refused.',
  })
  texts!: readonly NoticeText[];

  @Field(() => PromisedTerms, { nullable: true, description: 'What it promises. Null when refused.' })
  terms!: PromisedTerms | null;

  @Field(() => [UserError], {
    description: 'Why publishNotice would refuse the draft; empty when it would not.',
  })
  userErrors!: readonly UserError[];
}
