/** What the product asks before it shows a directory: is the session open, and is this an active member there? */
export const RIGHTS = `select p.id as "personId", m.roles
  from session s join person p on p.id = s.person_id
    join member m on m.person_id = p.id and m.organization_id = $2 and m.status = 'ACTIVATED'
    join organization o on o.id = m.organization_id and o.state <> 'CLOSED'
  where s.id = $1 and s.ended_at is null and s.expires_at > assent_now()`;

/** The UUID in a global id of the product. */
export function localId(id) {
  return Buffer.from(id, 'base64url').toString().split(':')[1];
}

export function globalId(type, id) {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The UUID after which a page of the product goes on. */
export function keyOf(cursor) {
  return cursor
    ? JSON.parse(Buffer.from(cursor, 'base64url').toString())[0]
    : '00000000-0000-0000-0000-000000000000';
}
