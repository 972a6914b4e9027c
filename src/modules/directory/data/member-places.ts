import type { Sql } from '#platform/db/sql.js';

/** A member's place in one department. */
export interface Place {
  readonly departmentId: string;
  readonly leader: boolean;
  /** Sorts the department's list of members, larger first. */
  readonly sortOrder: number;
}

/** Makes these the member's only places. */
export async function placeMember(sql: Sql, memberId: string, places: readonly Place[]): Promise<void> {
  const ids = places.map((place) => place.departmentId);
  await sql.run('delete from member_department where member_id = $1 and department_id <> all($2::uuid[])', [
    memberId,
    ids,
  ]);
  await sql.run(
    `insert into member_department (member_id, department_id, leader, sort_order)
     select $1, p.* from unnest($2::uuid[], $3::boolean[], $4::bigint[]) as p
     on conflict on constraint member_department_pkey do update
       set leader = excluded.leader, sort_order = excluded.sort_order`,
    [memberId, ids, places.map((place) => place.leader), places.map((place) => place.sortOrder)],
  );
}

export type PlaceRow = Place & { readonly memberId: string };

async function placesByMembers(
  sql: Sql,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, PlaceRow[]>> {
  const rows = await sql.rows<PlaceRow>(
    `select md.member_id as "memberId", md.department_id as "departmentId", md.leader, md.sort_order as "sortOrder"
     from member_department md join member m on m.id = md.member_id
     where md.member_id = any($1::uuid[])
     order by md.member_id, md.department_id <> m.main_department_id, md.department_id`,
    [memberIds],
  );
  const places = new Map<string, PlaceRow[]>();
  for (const row of rows) {
    const known = places.get(row.memberId);
    if (known) known.push(row);
    else places.set(row.memberId, [row]);
  }
  return places;
}

/** For `context.load`: a member's places, the main department first. */
export const placesLoader = { name: 'member-places', batch: placesByMembers };
