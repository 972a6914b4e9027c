import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf, parseGlobalId } from '#platform/graphql/relay.js';
import { badInput, notFound } from '#platform/use-case/failures.js';
import type { EntryFilter } from '../data/entries.js';
import { auditChain } from '../use-cases/audit-chain.js';
import { auditEntries, auditEntryCount } from '../use-cases/audit-entries.js';
import { AuditChain, AuditEntryConnection, AuditEntryEdge, toAuditEntry } from './audit.types.js';

@Resolver()
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description:
      "An organization's audit entries, the oldest first, for its administrators and auditors. With the last cursor one reads on later, and misses nothing.",
  })
  async auditEntries(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('subjectType', () => String, {
      nullable: true,
      description: 'Only entries about this type, for instance Member.',
    })
    subjectType: string | null | undefined,
    @Arg('subjectId', () => ID, {
      nullable: true,
      description: 'Only entries about the object with this global id.',
    })
    subjectId: string | null | undefined,
    @Arg('command', () => String, {
      nullable: true,
      description: 'Only entries of this command, for instance startGroupUpgrade.',
    })
    command: string | null | undefined,
  ): Promise<AuditEntryConnection> {
    const page = pageOf(args);
    const organizationId = localId('Organization', id);
    const filter = {
      subject: subjectOf(nameOf('subjectType', subjectType), subjectId ?? undefined),
      command: nameOf('command', command),
    };
    const of = { organizationId, filter };
    const after = numberCursor(page) ?? 0;
    const slice = await context.ask(auditEntries, { ...of, after, first: page.first });
    const parts = connectionOf(slice, page, (row) => [row.sequence], toAuditEntry);
    return make(AuditEntryConnection, {
      edges: parts.edges.map((edge) => make(AuditEntryEdge, edge)),
      pageInfo: parts.pageInfo,
      totalCount: () => context.ask(auditEntryCount, of),
    });
  }

  @Query(() => AuditChain, {
    description:
      "Where an organization's chain of audit entries ends now, for its administrators and auditors. An evidence pack names the entry that its own part of the chain ends with.",
  })
  async auditChain(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
  ): Promise<AuditChain> {
    return make(AuditChain, await context.ask(auditChain, { organizationId: localId('Organization', id) }));
  }
}

/** Throws NOT_FOUND for what is no global id, and BAD_USER_INPUT for one of another type than was asked for. */
function subjectOf(type: string | undefined, id: string | undefined): EntryFilter['subject'] {
  if (id === undefined) return type === undefined ? undefined : { type, id: undefined };
  const parsed = parseGlobalId(id);
  if (!parsed || !NAME.test(parsed.type)) throw notFound();
  if (type !== undefined && type !== parsed.type)
    throw badInput('"subjectId" is not of the type "subjectType".');
  return parsed;
}

/** What the names of commands and types are made of. */
const NAME = /^[\w.:-]{1,100}$/;

function nameOf(argument: string, given: string | null | undefined): string | undefined {
  if (given != null && !NAME.test(given)) throw badInput(`"${argument}" is not a name.`);
  return given ?? undefined;
}
