import 'reflect-metadata';
import type { EntitySchema } from '@mikro-orm/postgresql';
import { auditModule } from '#modules/audit/module.js';
import { deliveryModule } from '#modules/delivery/module.js';
import { directoryEntities, directoryModule } from '#modules/directory/module.js';
import { evidenceModule } from '#modules/evidence/module.js';
import { groupModule } from '#modules/group/module.js';
import { identityEntities, identityModule } from '#modules/identity/module.js';
import { operationModule } from '#modules/operation/module.js';
import { organizationEntities, organizationModule } from '#modules/organization/module.js';
import { overviewModule } from '#modules/overview/module.js';
import { programmeModule } from '#modules/programme/module.js';
import { registrationEntities, registrationModule } from '#modules/registration/module.js';
import { upgradeModule, upgradeTopics } from '#modules/upgrade/module.js';
import type { Module } from '#platform/module.js';
import type { Services } from './services.js';

/** What Assent consists of, in the order in which modules may know each other. */
export function createModules(services: Services): Module[] {
  return [
    identityModule(services),
    operationModule(services),
    auditModule(),
    organizationModule(),
    registrationModule(),
    directoryModule(services),
    groupModule(services),
    deliveryModule({ ...services, topics: upgradeTopics }),
    upgradeModule(services),
    programmeModule(services),
    overviewModule(services),
    evidenceModule(services),
  ];
}

export const entities: readonly EntitySchema[] = [
  ...identityEntities,
  ...organizationEntities,
  ...registrationEntities,
  ...directoryEntities,
];
