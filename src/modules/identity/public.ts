export { type Action, actions, type Role } from './domain/actions.js';
export { personSignedIn } from './domain/events.js';
export { maskMobile, parseMobile } from './domain/mobile.js';
export { personById } from './data/person-queries.js';
export { command, follow, query, watch } from './use-cases/define.js';
export type { CodeSender } from './use-cases/send-code.js';
export { sessionTopic } from './domain/topics.js';
export { openSession } from './data/person-queries.js';
