export { appendEntries } from './data/append.js';
