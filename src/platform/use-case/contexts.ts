import type { Database } from '../db/database.js';
import type { Sql } from '../db/sql.js';
import type { Transaction } from '../db/transaction.js';
import type { Authority, RoleLookup } from './authority.js';
import { type AuditEntry, effectContext } from './effects.js';
import { forbidden, isForbidden, unauthenticated } from './failures.js';
import { Refused } from './refused.js';
import { rehearsed, rehearsedWithin } from './rehearsal.js';
import type { CommandContext, EffectContext, QueryContext, Reaction, Scope } from './use-case.js';
import type { Call, Origin, Viewer } from './viewer.js';

export interface ContextParts {
  readonly database: Database;
  readonly authority: Authority;
  /** Of all modules, in the order of the modules. */
  readonly reactions: readonly Reaction[];
}

/** Where the server's own work comes from. */
const SERVER_ORIGIN: Origin = { requestId: 'server', address: undefined, userAgent: undefined };

/** Makes what use cases work with: what they may ask for, and, in a transaction, where what they do is collected. */
export class Contexts {
  constructor(private readonly parts: ContextParts) {}

  ofQuery(action: string, viewer: Viewer | undefined, sql: Sql, lookup: RoleLookup): QueryContext {
    const { authority, database } = this.parts;
    authority.admit(viewer, action);
    return {
      sql,
      viewer,
      authorize: (scope = {}) => this.checkRight(lookup, action, viewer, scope),
      personId: () => personOf(viewer),
      rehearse: (work) => rehearsed(database, (tx) => work(this.ofRehearsal(tx))),
    };
  }

  ofCommand(
    tx: Transaction,
    { name, action }: { readonly name: string; readonly action: string },
    call: Call,
    entries: AuditEntry[],
    topics: Set<string>,
  ): CommandContext {
    const { authority } = this.parts;
    const { viewer, origin } = call;
    authority.admit(viewer, action);
    const by = { viewer, origin, action, command: name };
    return {
      ...this.ofEffect(tx, entries, topics, by),
      viewer,
      origin,
      authorize: (scope = {}) => this.authorizeChange(tx, action, viewer, scope),
      personId: () => personOf(viewer),
      rehearse: (work) => rehearsedWithin(tx, (inner) => work(this.ofRehearsal(inner))),
      keepEffectOfRefusal: () => {
        throw new Error(`${name} keeps no effect of a refusal`);
      },
    };
  }

  private async checkRight(
    lookup: RoleLookup,
    action: string,
    viewer: Viewer | undefined,
    scope: Scope,
  ): Promise<void> {
    try {
      await this.parts.authority.check(lookup, viewer, action, scope);
    } catch (error) {
      const words = isForbidden(error) ? await scope.explainForbidden?.() : undefined;
      throw words === undefined ? error : forbidden(words);
    }
  }

  private async authorizeChange(
    tx: Transaction,
    action: string,
    viewer: Viewer | undefined,
    scope: Scope,
  ): Promise<void> {
    const { authority } = this.parts;
    try {
      await this.checkRight(authority.lookup(tx), action, viewer, scope);
    } catch (error) {
      const told = isForbidden(error) ? await scope.insteadOfForbidden?.() : undefined;
      throw told ? new Refused([told]) : error;
    }
    const refusal = await authority.changeRefusal(tx, action, scope);
    if (refusal) throw new Refused([refusal]);
  }

  /** Of the server's own work: nobody is signed in, and what it records has the server as its actor. */
  ofServer(tx: Transaction, command: string, entries: AuditEntry[], topics: Set<string>): EffectContext {
    const by = { viewer: undefined, origin: SERVER_ORIGIN, action: 'server', command };
    return this.ofEffect(tx, entries, topics, by);
  }

  /** All that a command has, and nobody to hear of it. */
  private ofRehearsal(tx: Transaction): EffectContext {
    return this.ofServer(tx, 'rehearsal', [], new Set());
  }

  private ofEffect(
    tx: Transaction,
    entries: AuditEntry[],
    topics: Set<string>,
    by: Pick<AuditEntry, 'viewer' | 'origin' | 'action' | 'command'>,
  ): EffectContext {
    return effectContext({ tx, entries, topics, by, reactions: this.parts.reactions });
  }
}

function personOf(viewer: Viewer | undefined): string {
  if (!viewer) throw unauthenticated();
  return viewer.personId;
}
