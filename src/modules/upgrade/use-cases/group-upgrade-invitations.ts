import { query } from '#modules/identity/public.js';
import { type Page, type Slice, sliceOf } from '#platform/db/page.js';
import { type InvitationRow, invitationsOf } from '../data/invitation-rows.js';
import type { InvitationState } from '../domain/states.js';
import { readableUpgrade } from './access.js';

interface Input {
  readonly groupUpgradeId: string;
  readonly page: Page;
  readonly state: InvitationState | undefined;
}

/** One upgrade's invitations in roster order, to those who read the upgrade. */
export const groupUpgradeInvitations = query<Input, Slice<InvitationRow>>({
  name: 'groupUpgradeInvitations',
  action: 'upgrade.read',
  async run(context, { groupUpgradeId, page, state }) {
    const upgrade = await readableUpgrade(context, groupUpgradeId);
    const after = Number(page.after?.[0] ?? 0);
    const rows = await invitationsOf(context.sql, upgrade.id, { state, after, limit: page.first + 1 });
    return sliceOf(rows, page.first);
  },
});
