import { personSignedIn } from '#modules/identity/public.js';
import { organizationCreated } from '#modules/organization/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { activateMembers } from './use-cases/activate-members.js';
import { foundDirectory } from './use-cases/found-directory.js';

export const directoryReactions: readonly Reaction[] = [
  on(organizationCreated, foundDirectory),
  on(personSignedIn, activateMembers),
];
