import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'The person who is signed in, as the server knows them.' })
export class Viewer {
  @Field(() => ID, { description: 'The person. Not a node: people are seen through their memberships.' })
  personId!: string;

  @Field(() => String, { description: 'The verified mobile, E.164.' })
  mobile!: string;

  @Field(() => Boolean, {
    description: "Whether this server's configuration names them as a reviewer of registrations.",
  })
  isReviewer!: boolean;
}
