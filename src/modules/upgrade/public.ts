export { receiptsOfUpgrade, type ReceiptRow } from './data/receipts.js';
export {
  canonicalPerson,
  canonicalReceipt,
  commitmentTo,
  digestOfReceipt,
  type ReceiptBody,
  type ReceiptPerson,
} from './domain/receipt.js';
export { eraseReceipts } from './use-cases/erase-receipts.js';
export { lockOpenUpgradesOf, upgradeLoader, type UpgradeRow } from './data/upgrade-rows.js';
export { upgradeEnded } from './domain/events.js';
export type { StartObstacle } from './domain/start.js';
export type { BlockedReason } from './domain/states.js';
export { upgradeTopic } from './domain/topics.js';
export { cancelUpgrade } from './use-cases/cancel-group-upgrade.js';
export { pauseUpgrades } from './use-cases/pause.js';
export { resumeUpgrades } from './use-cases/resuming.js';
export { type PlannedStart, planStarts } from './use-cases/plan-starts.js';
export { outOfRange, termsOf } from './use-cases/start-group-upgrade.js';
export { startLockedGroup } from './use-cases/start-locked-group.js';
