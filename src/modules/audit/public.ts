export { appendEntries } from './data/append.js';
export { chainedEntries, chainOfOrganization, eraseOrigins, headAt, headOf } from './data/entries.js';
export { type ChainHead, hiddenEntry, verifyChain } from './domain/chain.js';
