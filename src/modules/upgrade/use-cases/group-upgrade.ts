import { query } from '#modules/identity/public.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { readableUpgrade } from './access.js';

export const groupUpgrade = query<{ groupUpgradeId: string }, UpgradeRow>({
  name: 'groupUpgrade',
  action: 'upgrade.read',
  run: (context, { groupUpgradeId }) => readableUpgrade(context, groupUpgradeId),
});
