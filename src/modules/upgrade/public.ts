export { lockOpenUpgradesOf, upgradeLoader } from './data/upgrade-rows.js';
export { upgradeEnded } from './domain/events.js';
export { upgradeTopic } from './domain/topics.js';
export { cancelUpgrade } from './use-cases/cancel-group-upgrade.js';
export { pauseUpgrades } from './use-cases/pause.js';
export { type PlannedStart, planStarts } from './use-cases/plan-starts.js';
export { resumeUpgrades } from './use-cases/resuming.js';
export { outOfRange, termsOf } from './use-cases/start-group-upgrade.js';
export { startLockedGroup } from './use-cases/start-locked-group.js';
