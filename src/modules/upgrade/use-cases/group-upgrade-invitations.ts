import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { type InvitationRow, invitationsOf } from '../data/invitation-rows.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { type InvitationState, invitationStates } from '../domain/states.js';
import { readableUpgrade } from './access.js';

interface Input {
  readonly groupUpgradeId: string;
  readonly first: number;
  /** The position in the roster after which to go on; 0 for the beginning. */
  readonly after: number;
  readonly state: InvitationState | undefined;
}

/** From the counters, whatever the number of invitations. */
function countOf(upgrade: UpgradeRow, state: InvitationState | undefined): number {
  const counted: readonly InvitationState[] = state === undefined ? invitationStates : [state];
  return counted.reduce<number>(
    (sum, one) => sum + upgrade[one.toLowerCase() as Lowercase<InvitationState>],
    0,
  );
}

/** One upgrade's invitations in roster order, to those who read the upgrade. */
export const groupUpgradeInvitations = query<Input, Slice<InvitationRow> & { readonly total: number }>({
  name: 'groupUpgradeInvitations',
  action: 'upgrade.read',
  async run(context, { groupUpgradeId, first, after, state }) {
    const upgrade = await readableUpgrade(context, groupUpgradeId);
    const rows = await invitationsOf(context.sql, upgrade.id, { state, after, limit: first + 1 });
    return { ...sliceOf(rows, first), total: countOf(upgrade, state) };
  },
});
