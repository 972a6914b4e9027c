export { appendEntries } from './data/append.js';
export { chainedEntries, chainOfOrganization, eraseOrigins, headAt, headOf } from './data/entries.js';
export { type ChainHead, type ChainLink, hiddenEntry, type ShownEntry, verifyChain } from './domain/chain.js';
