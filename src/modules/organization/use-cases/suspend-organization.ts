import { command } from '#modules/identity/public.js';
import type { DomainEvent } from '#kernel/domain-event.js';
import { reasonField } from '#kernel/reason-field.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { lockOrganization } from '../data/organization-lock.js';
import { organizationReinstated, organizationSuspended } from '../domain/events.js';
import { type OrganizationState, organizationTransitions } from '../domain/organization.js';

interface Input {
  readonly organizationId: string;
  readonly reason: string;
}

/**
 * Takes an organization out of work: its people read as before, and whatever they would change is refused as
 * retryable. What is under way in it ends first, so each answer is wholly before the suspension or after it.
 */
export const suspendOrganization = command<Input, { organizationId: string }>({
  name: 'suspendOrganization',
  action: 'organization.suspend',
  run: (context, input) => turn(context, input, 'SUSPENDED', organizationSuspended),
});

/** Lets a suspended organization go on. */
export const reinstateOrganization = command<Input, { organizationId: string }>({
  name: 'reinstateOrganization',
  action: 'organization.suspend',
  run: (context, input) => turn(context, input, 'ACTIVE', organizationReinstated),
});

async function turn(
  context: CommandContext,
  { organizationId, reason }: Input,
  to: OrganizationState,
  event: DomainEvent<{ organizationId: string }>,
): Promise<Result<{ organizationId: string }, Refusal[]>> {
  await context.authorize();
  const text = reasonField(reason);
  if (!text.ok) return text;
  const { tx } = context;
  const from = orNotFound(await lockOrganization(tx, organizationId));
  if (!canTurn(organizationTransitions, from, to)) {
    return err([refuse('ILLEGAL_STATE', 'organizationId', { state: from })]);
  }
  await tx.run('update organization set state = $2 where id = $1', [organizationId, to]);
  context.record({
    organizationId,
    subject: { type: 'Organization', id: organizationId },
    details: { from, to, reason: text.value },
  });
  await context.emit(event, { organizationId });
  return ok({ organizationId });
}
