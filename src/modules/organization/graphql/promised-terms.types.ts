import { Field, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import type * as domain from '../domain/promised-terms.js';
import type { Confidentiality as Level, LateHistory as Late } from '../domain/settings.js';
import { Confidentiality, LateHistory } from './settings.enums.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "What a text promised the people who agreed to it, frozen with it: a later change of the organization's settings does not change it.",
})
export class PromisedTerms {
  @Field(() => Int, {
    nullable: true,
    description:
      'For how many days messages are kept; null: for good. A promise that is shown, frozen and kept with the group: this server does not remove messages yet when their time is over.',
  })
  retentionDays!: number | null;

  @Field(() => Confidentiality, {
    description:
      'For whom what is said is meant. A promise that is shown, frozen and kept with the group; whatever it is, only the members of a group read its history.',
  })
  confidentiality!: Level;

  @Field(() => LateHistory, {
    description:
      'What of the history somebody sees at most who is admitted after the cut-over. Enforced by admitMember.',
  })
  lateHistory!: Late;
}

export function toPromisedTerms(terms: domain.PromisedTerms): PromisedTerms {
  return make(PromisedTerms, terms);
}
