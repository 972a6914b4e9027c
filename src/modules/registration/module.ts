import type { Module } from '#platform/module.js';
import { Registration } from './data/entities.js';
import { RegistrationMutations } from './graphql/registration-mutations.resolver.js';
import { readRegistration, RegistrationResolver } from './graphql/registration.resolver.js';
import { approveRegistration } from './use-cases/approve-registration.js';
import { attachRegistrationDocument } from './use-cases/attach-registration-document.js';
import { createRegistration } from './use-cases/create-registration.js';
import { myRegistrations } from './use-cases/my-registrations.js';
import { registrationProgress } from './use-cases/registration-progress.js';
import { registration } from './use-cases/registration.js';
import { registrations } from './use-cases/registrations.js';
import { rejectRegistration } from './use-cases/reject-registration.js';
import { submitRegistration } from './use-cases/submit-registration.js';
import { updateRegistration } from './use-cases/update-registration.js';
import { withdrawRegistration } from './use-cases/withdraw-registration.js';

/** How a company becomes an organization: what it says, what proves it, and what a reviewer decides. */
export const registrationEntities = [Registration];

export function registrationModule(): Module {
  return {
    name: 'registration',
    useCases: [
      createRegistration,
      updateRegistration,
      attachRegistrationDocument,
      submitRegistration,
      withdrawRegistration,
      approveRegistration,
      rejectRegistration,
      registration,
      registrations,
      myRegistrations,
      registrationProgress,
    ],
    resolvers: [new RegistrationMutations(), new RegistrationResolver()],
    nodes: { Registration: readRegistration },
  };
}
