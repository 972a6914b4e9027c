import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

export const Person = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    mobile: p.string(),
    createdAt: p.datetime().fieldName('created_at'),
  },
});
export type Person = InferEntity<typeof Person>;

export const SignInCode = defineEntity({
  name: 'SignInCode',
  tableName: 'sign_in_code',
  properties: {
    id: p.uuid().primary(),
    mobile: p.string(),
    codeHash: p.blob().fieldName('code_hash'),
    triesLeft: p.integer().fieldName('tries_left'),
    expiresAt: p.datetime().fieldName('expires_at'),
    createdAt: p.datetime().fieldName('created_at'),
    usedAt: p.datetime().fieldName('used_at').nullable(),
  },
});
export type SignInCode = InferEntity<typeof SignInCode>;

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid().fieldName('person_id'),
    generation: p.integer(),
    createdAt: p.datetime().fieldName('created_at'),
    renewedAt: p.datetime().fieldName('renewed_at'),
    expiresAt: p.datetime().fieldName('expires_at'),
    endedAt: p.datetime().fieldName('ended_at').nullable(),
    endReason: p.string().fieldName('end_reason').nullable(),
  },
});
export type Session = InferEntity<typeof Session>;
