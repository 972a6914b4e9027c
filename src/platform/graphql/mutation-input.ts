import { Field, InputType } from 'type-graphql';

@InputType({ description: 'What every mutation takes.' })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same.',
  })
  idempotencyKey?: string | null;
}
