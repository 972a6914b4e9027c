/** How many there are, of which a page shows twenty. */
const MEMBERS = 1_000;
const MANAGERS = 40;
export const ORGANIZATION_ID = 'organization';
/** Who may see the organization. */
export const READERS = ['reader-1', 'reader-2', 'reader-3', 'reader-4'];

export interface ManagerData {
  readonly id: string;
  readonly name: string;
}

export interface MemberData {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly position: string;
  readonly status: string;
  readonly managerId: string;
}

export const managers: ReadonlyMap<string, ManagerData> = new Map(
  Array.from({ length: MANAGERS }, (_, index) => {
    const id = `manager-${index}`;
    return [id, { id, name: `Manager ${index}` }];
  }),
);

export const members: readonly MemberData[] = Array.from({ length: MEMBERS }, (_, index) => ({
  id: `member-${index}`,
  userId: `user-${index}`,
  name: `Name of ${index}`,
  email: `user-${index}@people.example`,
  position: 'Engineer',
  status: 'ACTIVATED',
  managerId: `manager-${(index * 7) % MANAGERS}`,
}));

/** The open sessions, and whose they are. */
export const sessions: ReadonlyMap<string, string> = new Map(
  READERS.map((personId) => [`session-of-${personId}`, personId]),
);

/** The roles of each person in each organization. */
const roles: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  READERS.map((personId) => [personId, new Map([[ORGANIZATION_ID, ['AUDITOR']]])]),
);

/** Throws unless this person is a member there: the check of every server before it shows anything. */
export function authorize(personId: string, organizationId: string): void {
  if (!roles.get(personId)?.has(organizationId)) throw new Error('NOT_FOUND');
}
