import type { OrganizationRegion, OrganizationScale } from '#modules/organization/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { RegistrationDocumentKind } from '../domain/document.js';
import type { RegistrationState } from '../domain/life-cycle.js';

export interface RegistrationRow {
  readonly id: string;
  readonly applicantPersonId: string;
  readonly applicantName: string;
  readonly state: RegistrationState;
  readonly legalName: string;
  readonly shortName: string;
  readonly industry: string;
  readonly scale: OrganizationScale;
  readonly region: OrganizationRegion;
  readonly documentKind: RegistrationDocumentKind | null;
  readonly documentNumber: string | null;
  readonly documentFileName: string | null;
  readonly documentBytes: number | null;
  readonly documentSha256: string | null;
  readonly rejectionReason: string | null;
  readonly organizationId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
}

const SELECT = `select id, applicant_person_id as "applicantPersonId", applicant_name as "applicantName", state,
  legal_name as "legalName", short_name as "shortName", industry, scale, region, document_kind as "documentKind",
  document_number as "documentNumber", document_file_name as "documentFileName", document_bytes as "documentBytes",
  document_sha256 as "documentSha256", rejection_reason as "rejectionReason", organization_id as "organizationId",
  version, created_at as "createdAt", submitted_at as "submittedAt", decided_at as "decidedAt" from registration`;

export function registrationById(sql: Sql, id: string): Promise<RegistrationRow | undefined> {
  return sql.row<RegistrationRow>(`${SELECT} where id = $1`, [id]);
}

async function registrationsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RegistrationRow>> {
  const rows = await sql.rows<RegistrationRow>(`${SELECT} where id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: registrations by id. It asks for no rights; who loads has asked. */
export const registrationLoader = { name: 'registration', batch: registrationsByIds };

/** A person's own registrations, newest first, after (that is, before in time) the one with id `after`. */
export function registrationsOfApplicant(
  sql: Sql,
  personId: string,
  after: string | undefined,
  limit: number,
): Promise<RegistrationRow[]> {
  return sql.rows<RegistrationRow>(
    `${SELECT} where applicant_person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [personId, after ?? null, limit],
  );
}

export async function countOfApplicant(sql: Sql, personId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) as count from registration where applicant_person_id = $1',
    [personId],
  );
  return row?.count ?? 0;
}

export interface SubmittedKey {
  readonly submittedAt: Date;
  readonly id: string;
}

/** What has been submitted, whatever became of it, in the order of submission. */
export function submittedRegistrations(
  sql: Sql,
  state: RegistrationState | undefined,
  after: SubmittedKey | undefined,
  limit: number,
): Promise<RegistrationRow[]> {
  return sql.rows<RegistrationRow>(
    `${SELECT} where submitted_at is not null and ($1::text is null or state = $1)
       and ($2::timestamptz is null or (submitted_at, id) > ($2, $3::uuid))
     order by submitted_at, id limit $4`,
    [state ?? null, after?.submittedAt ?? null, after?.id ?? null, limit],
  );
}

export async function countSubmitted(sql: Sql, state: RegistrationState | undefined): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) as count from registration
     where submitted_at is not null and ($1::text is null or state = $1)`,
    [state ?? null],
  );
  return row?.count ?? 0;
}
