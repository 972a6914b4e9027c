import { LockMode } from '@mikro-orm/postgresql';
import type { CommandContext, QueryContext } from '#platform/use-case/use-case.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { Registration } from '../data/entities.js';
import { registrationById, type RegistrationRow } from '../data/registration-queries.js';
import { isVisible } from '../domain/visibility.js';
import { registrationTopic } from '../domain/topics.js';

/** Locks a registration for its applicant. NOT_FOUND for anybody else, reviewers too. */
export async function lockOwn(context: CommandContext, id: string): Promise<Registration> {
  const registration = await lock(context, id);
  return orNotFound(registration?.applicantPersonId === context.personId() ? registration : undefined);
}

/** Locks a registration that was submitted at some time, for a reviewer. */
export async function lockSubmitted(context: CommandContext, id: string): Promise<Registration> {
  const registration = await lock(context, id);
  return orNotFound(registration?.submittedAt ? registration : undefined);
}

function lock(context: CommandContext, id: string): Promise<Registration | null> {
  return context.tx.em.findOne(Registration, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** A registration that the viewer may see. */
export async function readVisible(context: QueryContext, id: string): Promise<RegistrationRow> {
  return visibleTo(context, orNotFound(await registrationById(context.sql, id)));
}

/** A registration, where the viewer may see it; throws NOT_FOUND where they may not. */
export function visibleTo(context: QueryContext, row: RegistrationRow): RegistrationRow {
  const reviewer = context.viewer?.reviewer ?? false;
  return orNotFound(isVisible(row, { personId: context.personId(), reviewer }) ? row : undefined);
}

interface Changed {
  readonly organizationId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Counts the version up, records the change and wakes those who watch. Call it last. */
export function conclude(
  context: CommandContext,
  registration: Registration,
  changed: Changed = {},
): { registrationId: string } {
  registration.version += 1;
  context.record({ ...changed, subject: { type: 'Registration', id: registration.id } });
  context.signal(registrationTopic(registration.id));
  return { registrationId: registration.id };
}
