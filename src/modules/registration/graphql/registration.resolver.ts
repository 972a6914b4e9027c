import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Organization, toOrganization } from '#modules/organization/graphql/organization.types.js';
import { organization } from '#modules/organization/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { watching } from '#platform/live/live-rooms.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { type Page, sliceOf } from '#platform/db/page.js';
import { connectionOf, globalId, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { badInput, Failure } from '#platform/use-case/failures.js';
import { isUuid } from '#kernel/ids.js';
import type { RegistrationRow, SubmittedKey } from '../data/registration-queries.js';
import type { RegistrationState as State } from '../domain/life-cycle.js';
import { myRegistrations } from '../use-cases/my-registrations.js';
import { registrationProgress } from '../use-cases/registration-progress.js';
import { registration } from '../use-cases/registration.js';
import { type RegistrationList, registrations } from '../use-cases/registrations.js';
import {
  Registration,
  RegistrationConnection,
  RegistrationState,
  toRegistration,
} from './registration.types.js';

@Resolver(() => Registration)
export class RegistrationResolver {
  @Query(() => Registration, {
    description:
      'A registration, to its applicant, and once it was submitted to reviewers; NOT_FOUND to others.',
  })
  async registration(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The global id of a registration.' }) id: string,
  ): Promise<Registration> {
    return readRegistration(context, localId('Registration', id));
  }

  @Query(() => RegistrationConnection, {
    description: 'For reviewers: everything that was submitted, in the order of submission.',
  })
  async registrations(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('state', () => RegistrationState, { nullable: true, description: 'Only those in this state.' })
    state?: State | null,
  ): Promise<RegistrationConnection> {
    const page = pageOf(args);
    const after = submittedKey(page);
    const list = await context.ask(registrations, { first: page.first, after, state: state ?? undefined });
    return toConnection(list, page, (row) => [row.submittedAt?.getTime() ?? 0, row.id]);
  }

  @Query(() => RegistrationConnection, { description: 'Your own registrations, the newest first.' })
  async myRegistrations(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<RegistrationConnection> {
    const page = pageOf(args);
    const list = await context.ask(myRegistrations, { first: page.first, after: idCursor(page) });
    return toConnection(list, page, (row) => [row.id]);
  }

  @Subscription(() => Registration, {
    subscribe: ({ args }) =>
      watching(registrationProgress, { registrationId: localId('Registration', args['id']) }),
    description:
      'A registration that you may see: as it is now, at once, then as it becomes. Completes once it is approved, rejected, withdrawn or lapsed.',
  })
  registrationProgress(
    @Root() row: RegistrationRow,
    @Arg('id', () => ID, { description: 'The global id of a registration.' }) _id: string,
  ): Registration {
    return toRegistration(row);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The organization that it led to, once it is approved. Told also to those who cannot see into it.',
  })
  organizationId(@Root() root: Registration): string | null {
    return root.organizationUuid === null ? null : globalId('Organization', root.organizationUuid);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'The organization that it led to. Null before it is approved, and to all but its active members.',
  })
  async organization(@Root() root: Registration, @Ctx() context: ApiContext): Promise<Organization | null> {
    if (root.organizationUuid === null) return null;
    try {
      return toOrganization(await context.ask(organization, { organizationId: root.organizationUuid }));
    } catch (error) {
      if (error instanceof Failure && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }
}

/** With the caller's rights; throws NOT_FOUND where they have none. */
export async function readRegistration(context: ApiContext, registrationId: string): Promise<Registration> {
  return toRegistration(await context.ask(registration, { registrationId }));
}

function toConnection(
  { rows, count }: RegistrationList,
  page: Page,
  keyOf: (row: RegistrationRow) => readonly (string | number)[],
): RegistrationConnection {
  const parts = connectionOf(sliceOf(rows, page.first), page, keyOf, toRegistration);
  return make(RegistrationConnection, { ...parts, totalCount: count });
}

function submittedKey({ after }: Page): SubmittedKey | undefined {
  if (!after) return undefined;
  const [at, id] = after;
  const submittedAt = new Date(typeof at === 'number' ? at : Number.NaN);
  if (after.length === 2 && typeof id === 'string' && isUuid(id) && !Number.isNaN(submittedAt.getTime())) {
    return { submittedAt, id };
  }
  throw badInput('This is not a cursor of this connection.');
}
