import type { Sql } from '#platform/db/sql.js';
import type {
  OrganizationRegion,
  OrganizationScale,
  OrganizationState,
  OrganizationTier,
} from '../domain/organization.js';
import { TIER } from './capacity.js';

export interface OrganizationRow {
  readonly id: string;
  readonly corpId: string;
  readonly legalName: string;
  readonly shortName: string;
  readonly industry: string;
  readonly scale: OrganizationScale;
  readonly region: OrganizationRegion;
  readonly tier: OrganizationTier;
  readonly state: OrganizationState;
  readonly verifiedUntil: Date;
  readonly createdAt: Date;
}

const SELECT = `select id, corp_id as "corpId", legal_name as "legalName", short_name as "shortName", industry, scale,
  region, ${TIER} as tier, state, verified_until as "verifiedUntil", created_at as "createdAt" from organization`;

export function organizationById(sql: Sql, id: string): Promise<OrganizationRow | undefined> {
  return sql.row<OrganizationRow>(`${SELECT} where id = $1`, [id]);
}

async function organizationsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrganizationRow>> {
  const rows = await sql.rows<OrganizationRow>(`${SELECT} where id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: organizations by id. It asks for no rights; who loads has asked. */
export const organizationLoader = { name: 'organization', batch: organizationsByIds };
