import { Field, InterfaceType, ObjectType } from 'type-graphql';
import {
  isRetryable,
  type Locale,
  type Refusal,
  type RefusalCode,
  refusals,
  wordingOf,
} from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import { enumType } from './enums.js';

/** GraphQL's face of the refusal codes; its values' descriptions are their English wording. */
export const UserErrorCode = enumType<RefusalCode>({
  name: 'UserErrorCode',
  description: 'Why a mutation was refused. Codes are never renamed; new ones may come.',
  values: Object.fromEntries(Object.entries(refusals).map(([code, wording]) => [code, wording.en])) as Record<
    RefusalCode,
    string
  >,
});

@InterfaceType({
  description: 'An expected refusal: nothing was changed, and the caller can act on the code.',
})
export abstract class UserError {
  @Field(() => UserErrorCode, { description: 'What to switch on.' })
  code!: RefusalCode;

  @Field(() => String, {
    description: "For people, in the caller's language (`Accept-Language`): en or zh-CN.",
  })
  message!: string;

  @Field(() => [String], {
    description: 'The path of the input field to blame, outermost first; empty for the call as a whole.',
  })
  field!: readonly string[];

  @Field(() => Boolean, { description: 'True when the same call may succeed later as it is.' })
  retryable!: boolean;
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'A refusal that its code tells all about.',
})
export class GenericUserError extends UserError {}

/** For codes whose clients need more than the interface: the class to answer with, filled from the parameters. */
const typed = new Map<RefusalCode, (refusal: Refusal) => UserError>();

export function registerUserError(code: RefusalCode, create: (refusal: Refusal) => UserError): void {
  typed.set(code, create);
}

export function toUserErrors(refused: readonly Refusal[], locale: Locale): UserError[] {
  return refused.map((refusal) =>
    Object.assign(typed.get(refusal.code)?.(refusal) ?? new GenericUserError(), {
      code: refusal.code,
      message: wordingOf(refusal, locale),
      field: refusal.field,
      retryable: isRetryable(refusal),
    }),
  );
}

@InterfaceType({ description: 'What every mutation answers with.' })
export abstract class Payload {
  @Field(() => [UserError], {
    description: 'Empty when it was done. Otherwise nothing was done, and the results are null.',
  })
  userErrors!: UserError[];
}

/** A payload: its results when the command was done, the refusals when it was not. */
export async function toPayload<P extends Payload, Value>(
  type: new () => P,
  locale: Locale,
  result: Result<Value, readonly Refusal[]>,
  results: (value: Value) => Partial<P> | Promise<Partial<P>>,
): Promise<P> {
  const payload = new type();
  payload.userErrors = result.ok ? [] : toUserErrors(result.error, locale);
  return result.ok ? Object.assign(payload, await results(result.value)) : payload;
}
