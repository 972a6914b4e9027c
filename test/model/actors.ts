import { globalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import type { TestServer } from '../support/server.js';
import { mutate } from '../support/upgrades.js';
import { newMobile, type World } from '../support/world.js';
import { OTHERS } from './commands.js';
import { done } from './refused.js';

/** Of the other side of the border: in organizations that want people of their own region they cannot answer. */
const FOREIGNER = OTHERS;

/** Somebody of the organization. */
export interface Actor {
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
  readonly api: Api;
  readonly personId: string;
  /** The account that they had at the beginning. */
  readonly memberId: string;
}

let recruits = 0;

export const ROLES = new Map<number | 'officer', readonly string[]>([
  [0, ['ADMINISTRATOR']],
  [1, ['GROUP_ADMINISTRATOR']],
  ['officer', ['ADMINISTRATOR']],
]);

/** Somebody new with an account that they use. */
export async function recruit(
  server: TestServer,
  { admin, organizationId }: World,
  place: number | 'officer',
): Promise<Actor> {
  recruits += 1;
  const mobile = place === FOREIGNER ? `+8529123${String(recruits).padStart(4, '0')}` : newMobile();
  const platformId = `${place}-${recruits}`;
  const { member: created } = await mutate<{ member: { id: string } | null }>(
    admin,
    'createMember',
    { organizationId, name: platformId, mobile },
    'member { id }',
  );
  if (!created) throw new Error(`${platformId} gets no account`);
  const roles = ROLES.get(place);
  if (roles) await done(mutate(admin, 'assignMemberRoles', { memberId: created.id, roles }));
  return actorOf(server, mobile, await signIn(server, mobile), platformId);
}

export async function actorOf(
  server: TestServer,
  mobile: string,
  api: Api,
  platformId: string,
): Promise<Actor> {
  const row = await server.app.database.row<{ personId: string; memberId: string }>(
    `select p.id as "personId", m.id as "memberId" from person p join member m on m.person_id = p.id where p.mobile = $1`,
    [mobile],
  );
  if (!row) throw new Error('this person has no account');
  return { platformId, mobile, api, personId: row.personId, memberId: globalId('Member', row.memberId) };
}

/** Whoever has signed in before does not count: all plays come from one address. */
export async function signIn(server: TestServer, mobile: string): Promise<Api> {
  await server.app.database.run('delete from rate_window');
  return server.signIn(mobile);
}
