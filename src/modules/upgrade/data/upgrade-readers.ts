import { actions } from '#modules/identity/public.js';
import type { Loader } from '#platform/db/loader.js';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The key of a person and an organization, for `upgradeReaderLoader`. */
export const readerKey = (personId: string | undefined, organizationId: string): string =>
  `${personId ?? NOBODY}/${organizationId}`;

const rule = actions['upgrade.read'];
const ROLES = rule.who === 'member' ? rule.roles : [];

/** For `context.load`: whether people may read the upgrades of organizations, by `readerKey`, many in one statement. */
export const upgradeReaderLoader: Loader<true> = {
  name: 'upgrade-reader',
  async batch(sql, keys) {
    const pairs = keys.map((key) => key.split('/'));
    const rows = await sql.rows<{ key: string }>(
      `select k.key from unnest($1::text[], $2::uuid[], $3::uuid[]) as k (key, person_id, organization_id)
         join member m on m.person_id = k.person_id and m.organization_id = k.organization_id
         join organization o on o.id = m.organization_id
       where m.status = 'ACTIVATED' and o.state = 'ACTIVE' and m.roles && $4::text[]`,
      [keys, pairs.map(([personId]) => personId), pairs.map(([, organizationId]) => organizationId), ROLES],
    );
    return new Map(rows.map(({ key }) => [key, true]));
  },
};
