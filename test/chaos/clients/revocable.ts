import { setTimeout as delay } from 'node:timers/promises';
import { isUnavailable } from '#platform/db/pg-errors.js';
import type { Revocable } from '../faults/fault.js';
import type { Database } from '../stand/database.js';
import { call } from './call.js';
import type { Patience, Where } from './patience.js';
import type { EventWatching } from './watching.js';

const AGAIN_MS = 200;

export interface RevocableParts {
  readonly watching: EventWatching;
  readonly memberId: string;
  readonly admin: Patience;
  readonly where: Where;
  readonly database: Database;
}

/** A watcher whose role is taken away and given back by the administrator, and who signs out and in again. */
export function revocable({ watching, memberId, admin, where, database }: RevocableParts): Revocable {
  const { person, record } = watching;
  let count = 0;
  const key = (): string => `${record.name}/${(count += 1)}`;
  return {
    watching,
    setRoles: (roles) =>
      admin.succeed('assignMemberRoles', 'AssignMemberRolesInput', { memberId, roles }, key()),
    async signOut() {
      const what = {
        query: 'mutation { signOut(input: {}) { userErrors { code } } }',
        variables: {},
        key: key(),
      };
      for (let place = 0; Date.now() < where.giveUpAt(); place++) {
        const url = where.urls[place % where.urls.length] ?? '';
        const told = await call(url, await person.pass(PASS_SECONDS), what);
        // Where an earlier try has done it and was not heard of, the token is refused.
        if (told.kind === 'data' || (told.kind === 'refused' && told.code === 'UNAUTHENTICATED')) return;
        await delay(AGAIN_MS);
      }
    },
    signIn: async () => person.enter(await newSession(database, person.personId, where)),
  };
}

const PASS_SECONDS = 30;

/** What signing in does, without the code and its limits by mobile. */
async function newSession(database: Database, personId: string, where: Where): Promise<string> {
  for (;;) {
    try {
      const [session] = await database.rows<{ id: string }>(
        `insert into session (id, person_id, expires_at)
         values (gen_random_uuid(), $1, now() + interval '1 day') returning id`,
        [personId],
      );
      if (session) return session.id;
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > where.giveUpAt()) throw error;
    }
    await delay(AGAIN_MS);
  }
}
