export { type Action, actions, type Role, roles } from './domain/actions.js';
export { personSignedIn } from './domain/events.js';
export { maskMobile, type MobileProblem, parseMobile } from './domain/mobile.js';
export { type PersonRow, personById } from './data/person-queries.js';
export { command, follow, query, watch } from './use-cases/define.js';
export type { CodeSender } from './use-cases/send-code.js';
export { sessionTopic } from './domain/topics.js';
export { openSession } from './data/person-queries.js';
