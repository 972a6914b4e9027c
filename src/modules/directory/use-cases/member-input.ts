import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { Sql } from '#platform/db/sql.js';
import { ownDepartments } from '../data/department-queries.js';
import { organizationOfMember } from '../data/member-queries.js';
import type { Place } from '../data/member-places.js';
import type { Gender } from '../domain/member.js';
import {
  givenEmail,
  givenMobile,
  givenOptionalText,
  givenOrder,
  givenText,
  givenUserId,
  NAME_MAX,
  type Problems,
} from './given.js';

/** What a caller says of an account: what is absent stays, and null takes away what may be missing. */
export interface MemberInput {
  readonly name?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly alias?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly position?: string | null | undefined;
  readonly gender?: Gender | null | undefined;
}

export interface PlaceInput {
  readonly departmentId: string;
  readonly leader?: boolean | null | undefined;
  readonly order?: number | null | undefined;
}

export interface MemberValues {
  readonly name: string | undefined;
  readonly userId: string | undefined;
  readonly mobile: string | undefined;
  readonly alias: string | null | undefined;
  readonly email: string | null | undefined;
  readonly position: string | null | undefined;
  readonly gender: Gender | null | undefined;
}

export function memberValues(input: MemberInput, problems: Problems): MemberValues {
  return {
    name: problems.take(input.name, (raw) => givenText('name', raw, NAME_MAX)),
    userId: problems.take(input.userId, (raw) => givenUserId('userId', raw)),
    mobile: problems.take(input.mobile, (raw) => givenMobile('mobile', raw)),
    alias: problems.take(input.alias, (raw) => givenOptionalText('alias', raw, 64)),
    email: problems.take(input.email, (raw) => givenEmail('email', raw)),
    position: problems.take(input.position, (raw) => givenOptionalText('position', raw, 128)),
    gender: input.gender,
  };
}

/** WeCom's limit of departments for one member. */
const PLACES_MAX = 100;

/** The places, the main department first. NOT_FOUND where one is not of this organization. */
export async function memberPlaces(
  sql: Sql,
  organizationId: string,
  given: readonly PlaceInput[],
): Promise<Result<readonly Place[], readonly Refusal[]>> {
  if (given.length === 0) return err([refuse('REQUIRED', 'departments')]);
  if (given.length > PLACES_MAX)
    return err([refuse('OUT_OF_RANGE', 'departments', { min: 1, max: PLACES_MAX })]);
  const ids = new Set(given.map((place) => place.departmentId));
  if (ids.size < given.length) return err([refuse('REPEATED', 'departments')]);
  const places: Place[] = [];
  for (const [index, { departmentId, leader, order }] of given.entries()) {
    const sortOrder = givenOrder(['departments', String(index), 'order'], order ?? null);
    if (!sortOrder.ok) return err([sortOrder.error]);
    places.push({ departmentId, leader: leader ?? false, sortOrder: sortOrder.value });
  }
  if ((await ownDepartments(sql, organizationId, [...ids])) < ids.size) throw notFound();
  return ok(places);
}

/** NOT_FOUND unless the manager is, or was, of this organization. */
export async function checkManager(sql: Sql, organizationId: string, managerId: string): Promise<void> {
  const found = orNotFound(await organizationOfMember(sql, managerId));
  if (found !== organizationId) throw notFound();
}

/** What the uniqueness of accounts means to whoever writes one. */
export const memberConstraints = {
  member_organization_mobile_key: refuse('MOBILE_TAKEN', 'mobile'),
  member_organization_user_id_key: refuse('USER_ID_TAKEN', 'userId'),
} as const;
