export { topicCountLoader, topicDeliveriesLoader, topicPageKey } from './data/delivery-rows.js';
export type { NewDelivery, NewText } from './data/queue.js';
export { markSeen } from './data/reported.js';
export { deliverySettingsOf } from './data/settings.js';
export { deliverySettingsChanged, messagesSeen } from './domain/events.js';
export type { DeliverySettings } from './domain/settings.js';
export { LinkTokens } from './use-cases/link-tokens.js';
export { queueDeliveries } from './use-cases/queue-deliveries.js';
export type { TopicCheck, TopicChecks, Verdict } from './use-cases/topics.js';
