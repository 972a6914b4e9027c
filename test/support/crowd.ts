import { changeInvitations } from '#modules/upgrade/data/event-log.js';
import { databaseNow } from '#platform/db/clock.js';
import { localId } from '#platform/graphql/relay.js';
import type { World } from './world.js';
import type { TestServer } from './server.js';

/** How many the enterprise groups of an organization hold whose verification has run out. */
export const ROOM_WITHOUT_VERIFICATION = 200;

/** Lets everybody who has an account and has not signed in have done so. */
export async function activateAll({ app }: TestServer, { organizationId }: World): Promise<void> {
  await app.database.run(
    `with people as (
       insert into person (id, mobile) select gen_random_uuid(), mobile from member
         where organization_id = $1 and status = 'NOT_ACTIVATED' returning id, mobile)
     update member m set status = 'ACTIVATED', activated_at = now(), person_id = p.id
     from people p where m.mobile = p.mobile and m.organization_id = $1`,
    [localId('Organization', organizationId)],
  );
}

/** Lets the organization's verification have run out yesterday. */
export async function endVerification({ app }: TestServer, { organizationId }: World): Promise<void> {
  await app.database.run(`update organization set verified_until = now() - interval '1 day' where id = $1`, [
    localId('Organization', organizationId),
  ]);
}

/** The invitations at these places of the roster are accepted at one moment, as their people would. */
export async function acceptFrom(
  { app }: TestServer,
  groupUpgradeId: string,
  from: number,
  to: number,
): Promise<void> {
  const id = localId('GroupUpgrade', groupUpgradeId);
  await app.database.transaction(async (tx) => {
    await tx.run('select 1 from group_upgrade where id = $1 for no key update', [id]);
    const asked = await tx.rows<{ invitationId: string; memberId: string }>(
      `select i.id as "invitationId", m.id as "memberId" from invitation i
         join roster_entry r on r.id = i.roster_entry_id join consumer_identity c on c.id = r.identity_id
         join member m on m.organization_id = c.organization_id and m.mobile = c.mobile
       where i.group_upgrade_id = $1 and i.position between $2 and $3`,
      [id, from, to],
    );
    const changes = asked.map(
      (one) => ({ ...one, from: 'PENDING', to: 'ACCEPTED', noticeEdition: 1 }) as const,
    );
    await changeInvitations(tx, id, changes, await databaseNow(tx));
  });
}
