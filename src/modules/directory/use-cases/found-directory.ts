import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { accountsChanged } from '../domain/events.js';
import { generatedUserId } from '../domain/user-id.js';
import { ROOT_EXTERNAL_ID } from '../domain/department.js';

export interface Founder {
  readonly organizationId: string;
  readonly personId: string;
  readonly shortName: string;
  readonly applicantName: string;
  /** E.164. */
  readonly mobile: string;
}

/** Gives a new organization its root department and its first administrator. Done twice, it changes nothing. */
export async function foundDirectory(context: EffectContext, founder: Founder): Promise<void> {
  const { organizationId, personId, mobile } = founder;
  const rootId = newId();
  const founded = await context.tx.run(
    `insert into department (id, organization_id, external_id, name, depth) values ($1, $2, $3, $4, 1)
     on conflict do nothing`,
    [rootId, organizationId, ROOT_EXTERNAL_ID, founder.shortName],
  );
  if (founded === 0) return;
  const memberId = newId();
  await context.tx.run(
    `insert into member (id, organization_id, person_id, user_id, user_id_generated, name, mobile, main_department_id,
       roles, status, created_at, activated_at)
     values ($1, $2, $3, $4, true, $5, $6, $7, '{ADMINISTRATOR}', 'ACTIVATED', $8, $8)`,
    [
      memberId,
      organizationId,
      personId,
      generatedUserId(memberId),
      founder.applicantName,
      mobile,
      rootId,
      await databaseNow(context.tx),
    ],
  );
  await context.tx.run('insert into member_department (member_id, department_id) values ($1, $2)', [
    memberId,
    rootId,
  ]);
  context.record({
    organizationId,
    subject: { type: 'Member', id: memberId },
    details: { founder: true, roles: ['ADMINISTRATOR'] },
  });
  await context.emit(accountsChanged, { accounts: [{ organizationId, memberId, mobile }] });
}
