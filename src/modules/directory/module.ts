import type { Module } from '#platform/module.js';
import { Department, Member } from './data/entities.js';
import { directoryReactions } from './reactions.js';

/** Departments, accounts, roles, and the files that fill them. */
export const directoryEntities = [Department, Member];

export function directoryModule(): Module {
  return {
    name: 'directory',
    useCases: [],
    resolvers: [],
    reactions: directoryReactions,
  };
}
