import { memberOf } from '#modules/directory/public.js';
import { sourceGroupById } from '#modules/group/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import type { CommandContext, Scope } from '#platform/use-case/use-case.js';

/**
 * The scope of what takes a role in a group's organization. The owner of the group who has none is told how they let
 * others do it for them, and not only that it is forbidden.
 */
export function roleScope(
  { tx, personId }: CommandContext,
  group: { readonly organizationId: string; readonly sourceGroupId: string },
): Scope {
  const { organizationId, sourceGroupId } = group;
  const insteadOfForbidden = async (): Promise<Refusal | undefined> => {
    const ownerMobile = (await sourceGroupById(tx, sourceGroupId))?.ownerMobile ?? null;
    const member = await memberOf(tx, personId(), organizationId);
    return ownerMobile !== null && ownerMobile === member?.mobile ? refuse('OWNER_NEEDS_ROLE') : undefined;
  };
  return { organizationId, insteadOfForbidden };
}
