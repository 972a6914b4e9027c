import { newId } from '#kernel/ids.js';
import { err, ok } from '#kernel/result.js';
import { command } from '#modules/identity/public.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { rootDepartment } from '../data/department-queries.js';
import { lockDirectory } from '../data/directory-lock.js';
import { Member } from '../data/entities.js';
import { placeMember } from '../data/member-places.js';
import { accountsChanged } from '../domain/events.js';
import { generatedUserId } from '../domain/user-id.js';
import { Problems } from './given.js';
import {
  checkManager,
  memberConstraints,
  type MemberInput,
  memberPlaces,
  memberValues,
  type PlaceInput,
} from './member-input.js';

export interface CreateMember extends MemberInput {
  readonly organizationId: string;
  readonly name: string;
  readonly mobile: string;
  /** The root unless given. */
  readonly departments?: readonly PlaceInput[] | null | undefined;
  readonly managerId?: string | null | undefined;
}

/** Makes an account for a mobile. It waits until somebody proves that mobile by signing in. */
export const createMember = command<CreateMember, { memberId: string }>({
  name: 'createMember',
  action: 'directory.write',
  constraints: memberConstraints,
  async run(context, input) {
    const { organizationId, managerId } = input;
    await context.authorize({ organizationId });
    const problems = new Problems();
    const { userId, ...values } = memberValues({ ...input, userId: input.userId ?? undefined }, problems);
    const { name, mobile } = values;
    if (name === undefined || mobile === undefined || problems.refusals.length > 0)
      return err(problems.refusals);

    await lockDirectory(context.tx, organizationId);
    const root = orNotFound(await rootDepartment(context.tx, organizationId));
    const places = await memberPlaces(
      context.tx,
      organizationId,
      input.departments ?? [{ departmentId: root.id }],
    );
    if (!places.ok) return places;
    if (managerId) await checkManager(context.tx, organizationId, managerId);
    const id = newId();
    const now = await databaseNow(context.tx);
    context.tx.em.create(Member, {
      id,
      organizationId,
      userId: userId ?? generatedUserId(id),
      userIdGenerated: userId === undefined,
      name,
      mobile,
      alias: values.alias ?? null,
      email: values.email ?? null,
      position: values.position ?? null,
      gender: values.gender ?? null,
      mainDepartmentId: places.value[0]?.departmentId ?? root.id,
      managerId: managerId ?? null,
      roles: [],
      status: 'NOT_ACTIVATED',
      version: 1,
      createdAt: now,
      mobileSince: now,
    });
    await context.tx.em.flush();
    await placeMember(context.tx, id, places.value);
    // Neither name nor number: what an entry's hash covers cannot be erased.
    context.record({ organizationId, subject: { type: 'Member', id } });
    await context.emit(accountsChanged, { accounts: [{ organizationId, memberId: id, mobile }] });
    return ok({ memberId: id });
  },
});
