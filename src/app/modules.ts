import 'reflect-metadata';
import type { EntitySchema } from '@mikro-orm/postgresql';
import { identityEntities, identityModule } from '#modules/identity/module.js';
import type { Module } from '#platform/module.js';
import type { Services } from './services.js';

/** What Assent consists of, in the order in which modules may know each other. */
export function createModules(services: Services): Module[] {
  return [identityModule(services)];
}

export const entities: readonly EntitySchema[] = [...identityEntities];
