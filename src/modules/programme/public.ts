export type { ProgrammeChange } from './domain/change.js';
