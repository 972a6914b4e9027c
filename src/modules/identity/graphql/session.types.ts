import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';

@InputType({ description: 'Where to send a one-time code.' })
export class RequestSignInCodeInput extends MutationInput {
  @Field(() => String, {
    description:
      'A mobile number as people write it; without a country code it is taken as Chinese (+86). At most 5 codes in 10 minutes.',
  })
  mobile!: string;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The code is on its way, to whoever has this mobile.',
})
export class RequestSignInCodePayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The number that the code goes to, masked.' })
  maskedMobile?: string;

  @Field(() => Int, { nullable: true, description: 'How long the code works, in seconds.' })
  expiresInSeconds?: number;
}

@InputType({ description: 'The proof that a mobile is yours.' })
export class SignInInput extends MutationInput {
  @Field(() => String, { description: 'The mobile that the code was sent to.' })
  mobile!: string;

  @Field(() => String, {
    description: 'The 6 digits. They work once, for 5 minutes, and end after 5 wrong tries.',
  })
  code!: string;
}

@InputType({ description: 'The right to go on.' })
export class RefreshSessionInput extends MutationInput {
  @Field(() => String, {
    description:
      'The newest refresh token of the session. A token that was used before ends the session: it was copied.',
  })
  refreshToken!: string;
}

@InputType({ description: 'Nothing but the key.' })
export class SignOutInput extends MutationInput {}

@ObjectType({ simpleResolvers: true, description: 'What to send with each call, and what to renew it with.' })
export class SessionTokens {
  @Field(() => String, {
    description:
      'For `Authorization: Bearer …` and for `connection_init` as `{"authorization": "Bearer …"}`.',
  })
  accessToken!: string;

  @Field(() => DateTime, {
    description: 'When the access token stops working; sockets are closed with 4403 then.',
  })
  accessTokenExpiresAt!: Date;

  @Field(() => String, { description: 'Works once, in refreshSession.' })
  refreshToken!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'A new session.' })
export class SignInPayload extends Payload {
  @Field(() => SessionTokens, { nullable: true, description: 'Null when it was refused.' })
  tokens?: SessionTokens;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The session goes on.' })
export class RefreshSessionPayload extends Payload {
  @Field(() => SessionTokens, { nullable: true, description: 'Null when it was refused.' })
  tokens?: SessionTokens;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The session has ended.' })
export class SignOutPayload extends Payload {}
