import { globalId, localId } from '#platform/graphql/relay.js';
import type { Facts, JobFacts, Numbers, Receipt, UpgradeFacts } from './history.js';
import type { Database } from './stand/database.js';

/** Reads what has become of everything, once nothing is under way any more. */
export async function readFacts(database: Database, upgradeIds: readonly string[]): Promise<Facts> {
  const ids = upgradeIds.map((id) => localId('GroupUpgrade', id));
  const receipts = await database.rows<Receipt>(
    `select p.client as key, r.invitation_id as "invitationId", r.group_upgrade_id as "upgradeId",
       r.sequence::int as sequence, r.answer as word,
       extract(epoch from r.at)::float8 * 1000 as at
     from receipt r join receipt_person p on p.receipt_id = r.id where r.group_upgrade_id = any($1)`,
    [ids],
  );
  const upgrades: UpgradeFacts[] = [];
  for (const id of ids) upgrades.push(await readUpgrade(database, id));
  return {
    receipts: receipts.map((receipt) => ({
      ...receipt,
      invitationId: globalId('Invitation', receipt.invitationId),
      upgradeId: globalId('GroupUpgrade', receipt.upgradeId),
    })),
    upgrades,
    jobs: await readJobs(database),
  };
}

async function readUpgrade(database: Database, id: string): Promise<UpgradeFacts> {
  const [numbers] = await database.rows<Numbers>(
    'select sequence::int as sequence, state, included, excluded from group_upgrade where id = $1',
    [id],
  );
  if (!numbers) throw new Error(`the upgrade ${id} is gone`);
  const log = await database.rows<{ sequence: number }>(
    'select sequence::int as sequence from group_upgrade_event where group_upgrade_id = $1 order by 1',
    [id],
  );
  const asked = await database.rows<{ id: string; state: string }>(
    'select id, state from invitation where group_upgrade_id = $1',
    [id],
  );
  return {
    id: globalId('GroupUpgrade', id),
    numbers,
    log: log.map(({ sequence }) => sequence),
    invitations: Object.fromEntries(asked.map((one) => [globalId('Invitation', one.id), one.state])),
  };
}

const TWICE = `
  select 'start of group ' || source_group_id as what from group_upgrade group by source_group_id having count(*) > 1
  union all
  select type || ' of ' || group_upgrade_id from group_upgrade_event
    where type in ('UPGRADE_STARTED', 'COOLING_OFF_STARTED', 'HISTORY_PROVED', 'UPGRADE_COMPLETED')
    group by group_upgrade_id, type having count(*) > 1
  union all
  select t.kind || ' over ' || d.channel || ' about ' || d.topic_id from delivery d
    join delivery_text t on t.id = d.text_id
    group by t.kind, d.channel, d.topic_id, d.member_id, d.identity_id having count(*) > 1`;
const MISSING = `
  select 'start of group ' || source_group_id as what from programme_group where state = 'WAITING'
  union all
  select 'message ' || id || ' is ' || state || coalesce(' for ' || failure, '') from delivery
    where channel = 'WEBHOOK' and state in ('QUEUED', 'FAILED')`;
const FAILED = `
  select task_identifier || ': ' || coalesce(last_error, '') as what from graphile_worker.jobs
    where attempts >= max_attempts`;

async function readJobs(database: Database): Promise<JobFacts> {
  const named = async (text: string): Promise<string[]> =>
    (await database.rows<{ what: string }>(text)).map(({ what }) => what);
  return { twice: await named(TWICE), missing: await named(MISSING), failed: await named(FAILED) };
}
