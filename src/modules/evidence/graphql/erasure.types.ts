import { Field, InputType, ObjectType } from 'type-graphql';
import { type RefusalCode } from '#kernel/refusals.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload, UserErrorCode } from '#platform/graphql/user-error.js';
import type { ErasureRequestRow } from '../data/erasure-requests.js';
import type { ErasureState as State } from '../domain/erasure.js';

export const ErasureState = enumType<State>({
  name: 'ErasureState',
  description: 'What became of a request for erasure. The last two are final.',
  values: {
    REQUESTED: 'It is about to be done.',
    DONE: 'Everything was erased, and all sessions have ended.',
    REFUSED: 'Nothing was erased; `refusal` says why. It can be asked for again.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'A wish to have one’s own data erased.' })
export class ErasureRequest {
  @Field(() => ErasureState, { description: 'What became of it.' })
  state!: State;

  @Field(() => String, { nullable: true, description: 'Your own words; erased with the rest.' })
  reason!: string | null;

  @Field(() => UserErrorCode, { nullable: true, description: 'Why it was refused; null unless it was.' })
  refusal!: RefusalCode | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was done or refused; null until then.' })
  endedAt!: Date | null;
}

export function toErasureRequest(row: ErasureRequestRow): ErasureRequest {
  const { state, reason, requestedAt, endedAt } = row;
  const refusal = row.refusal as RefusalCode | null;
  return make(ErasureRequest, { state, reason, refusal, requestedAt, endedAt });
}

@InputType({ description: 'A wish to have one’s own data erased.' })
export class RequestErasureInput extends MutationInput {
  @Field(() => String, {
    nullable: true,
    description: 'Why, if you want to say it: at most 500 characters.',
  })
  reason?: string | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The erasure was queued.' })
export class RequestErasurePayload extends Payload {
  @Field(() => ErasureRequest, { nullable: true, description: 'Null when it was refused.' })
  erasureRequest?: ErasureRequest;
}
