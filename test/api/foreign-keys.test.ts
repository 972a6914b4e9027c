import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startServer, type TestServer } from '../support/server.js';

const MEMBERS_STAY = 'an account ends as LEFT; what it once did is never looked for by it';
const PEOPLE_STAY = 'a person is erased in place, and never looked for by this';
const ROSTERS_STAY = 'an entry and its identity stay for good, and are not looked for by this';
const BY_TOPIC = 'messages are found by what they are about, by their addressee or when they are due';

/**
 * Foreign keys that no index begins with, and why none is needed. PostgreSQL looks for the rows that refer to a row
 * when that is deleted or its key changes: none of these parents ever is, and no statement of ours goes this way.
 */
const WITHOUT_INDEX: Readonly<Record<string, string>> = {
  'cut_over_proposal (person_id)': PEOPLE_STAY,
  'cut_over_proposal (proposed_by)': MEMBERS_STAY,
  'delivery (organization_id)': BY_TOPIC,
  'delivery (text_id)': BY_TOPIC,
  'delivery_text (organization_id)': BY_TOPIC,
  'enterprise_group (source_group_id)': 'its index leaves out the dissolved, for which nobody looks',
  'group_upgrade (owner_identity_id)': ROSTERS_STAY,
  'group_upgrade (owner_person_id)': PEOPLE_STAY,
  'group_upgrade (started_by)': MEMBERS_STAY,
  'identity_match (matched_by)': MEMBERS_STAY,
  'identity_match (roster_entry_id)': ROSTERS_STAY,
  'invitation_reminder (invitation_id)': 'reminders are found by upgrade, and counted by account',
  'invitation_reminder (member_id)':
    'its index has the reminders, which are counted, and not the escalations',
  'notice (published_by)': MEMBERS_STAY,
  'programme_group (starter_id)': MEMBERS_STAY,
  'programme_group (starter_person_id)': PEOPLE_STAY,
  'registration (decided_by)': PEOPLE_STAY,
  'roster_change (previous_owner_entry_id)': ROSTERS_STAY,
  'roster_change (roster_entry_id)': ROSTERS_STAY,
  'source_group_mandate (decided_by)': MEMBERS_STAY,
  'source_group_mandate (decided_person_id)': PEOPLE_STAY,
  'source_group_mandate (owner_identity_id)': ROSTERS_STAY,
  'source_group_mandate (requested_by)': MEMBERS_STAY,
  'upgrade_preflight (organization_id)': 'preflights are found by source group',
  'upgrade_preflight (saved_by)': MEMBERS_STAY,
  'upgrade_preflight_entry (roster_entry_id)': ROSTERS_STAY,
  'upgrade_programme (created_by)': MEMBERS_STAY,
};

/** An index serves a key that it begins with, in any order, if all rows with the key are in it. */
const UNSERVED = `
  select k.conrelid::regclass || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')' as key
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
  where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
    select from pg_index i
    where i.indrelid = k.conrelid and i.indisvalid
      and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) in (
        select format('(%I IS NOT NULL)', n.attname) from pg_attribute n
        where n.attrelid = k.conrelid and n.attnum = any(k.conkey))))
  group by k.oid, k.conrelid order by 1`;

describe('a foreign key', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('has an index that begins with it, or a reason why it needs none', async () => {
    const rows = await server.app.database.rows<{ key: string }>(UNSERVED);
    expect(rows.map(({ key }) => key).toSorted()).toEqual(Object.keys(WITHOUT_INDEX).toSorted());
  });
});
