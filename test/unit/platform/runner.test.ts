import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { Database } from '#platform/db/database.js';
import type { Transaction } from '#platform/db/transaction.js';
import { SharedLoads } from '#platform/db/shared-loads.js';
import type { Sql } from '#platform/db/sql.js';
import { createHub } from '#platform/events/hub.js';
import { tellError } from '#platform/graphql/errors.js';
import { authorityOver } from '#platform/use-case/authority.js';
import { overloaded } from '#platform/use-case/failures.js';
import { Runner } from '#platform/use-case/runner.js';
import type { Command, CommandContext, EffectContext, Outcome, Query } from '#platform/use-case/use-case.js';
import { actions, roles } from '#modules/identity/domain/actions.js';
import { newId } from '#kernel/ids.js';

type Run = (context: CommandContext) => Promise<Result<Outcome, readonly ReturnType<typeof refuse>[]>>;

/** A runner over a database that only remembers: what was run in which transaction, and how that ended. */
function worldOf(): { runner: Runner; did: string[]; published: string[] } {
  const did: string[] = [];
  const published: string[] = [];
  const run = async (text: string): Promise<number> => {
    did.push(text.includes('idempotency_record') ? (/^\s*(\w+)/.exec(text)?.[1] ?? '') : text);
    return 1;
  };
  /** Every key is new. */
  const rows = async (text: string, [actors = [], keys = []]: string[][] = []): Promise<object[]> => {
    if (!text.startsWith('insert into idempotency_record')) return [];
    await run(text);
    return actors.map((actor, place) => ({ actor, key: keys[place] }));
  };
  const sql = { run, row: async () => undefined, rows } as unknown as Sql;
  const tx = { ...sql, flush: async () => void did.push('flush') } as unknown as Transaction;
  const transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    did.push('begin');
    try {
      const result = await work(tx);
      did.push('commit');
      return result;
    } catch (error) {
      did.push('rollback');
      throw error;
    }
  };
  const hub = createHub();
  hub.onPublish((topic) => published.push(topic));
  const runner = new Runner({
    database: { ...sql, reads: sql, loads: new SharedLoads(sql), transaction } as unknown as Database,
    authority: authorityOver(
      { do: { who: 'anyone' }, review: { who: 'reviewer' } },
      async () => [],
      async () => true,
    ),
    hub,
    reactions: [],
    audit: async (_tx, entries) => void did.push(`audit ${entries.length}`),
  });
  return { runner, did, published };
}

const origin = { requestId: 'r', address: undefined, userAgent: undefined };
const call = { viewer: undefined, origin, idempotencyKey: undefined };
const commandOf = (run: Run, action = 'do'): Command<string, object, Outcome> => ({
  kind: 'command',
  name: 'doIt',
  action,
  run,
});
const subject = { type: 'Thing', id: '1' };

/** What a client is told of an error that a command ended with. */
async function toldOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return tellError(error, { log: pino({ level: 'silent' }), requestId: 'r', suggestions: false });
}

describe('a command', () => {
  test('that has not authorized is rolled back and answered with an internal error', async () => {
    const { runner, did, published } = worldOf();
    const forgetful = commandOf(async (context) => {
      context.record({ subject });
      context.signal('thing');
      return ok({});
    });
    expect(await toldOf(runner.execute(forgetful, {}, call))).toMatchObject({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(did).toEqual(['begin', 'rollback']);
    expect(published).toEqual([]);
  });

  test('that has recorded nothing is rolled back and answered with an internal error', async () => {
    const { runner, did } = worldOf();
    const silent = commandOf(async (context) => {
      await context.authorize();
      return ok({});
    });
    expect(await toldOf(runner.execute(silent, {}, call))).toMatchObject({
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(did).toEqual(['begin', 'rollback']);
  });

  test('whose authorization failed is not saved by a catch of its own', async () => {
    const { runner, did } = worldOf();
    const stubborn = commandOf(async (context) => {
      await context.authorize().catch(() => undefined);
      context.record({ subject });
      return ok({});
    }, 'review');
    const viewer = { personId: 'p', sessionId: 's', reviewer: false };
    expect(await toldOf(runner.execute(stubborn, {}, { ...call, viewer }))).toMatchObject({
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(did).toEqual(['begin', 'rollback']);
  });

  test('has its effect, its key, its outcome and its audit entry in one transaction, and wakes watchers after it', async () => {
    const { runner, did } = worldOf();
    const good = commandOf(async (context) => {
      await context.authorize();
      await context.tx.run('the effect');
      context.record({ subject });
      return ok({ id: '1' });
    });
    expect(await runner.execute(good, {}, { ...call, idempotencyKey: 'k' })).toEqual(ok({ id: '1' }));
    expect(did).toEqual(['begin', 'insert', 'the effect', 'flush', 'update', 'audit 1', 'commit']);
  });

  test('that refuses leaves nothing but the stored refusal of its key', async () => {
    const { runner, did, published } = worldOf();
    const refusing = commandOf(async (context) => {
      await context.authorize();
      context.record({ subject });
      context.signal('thing');
      return err([refuse('REQUIRED', 'name')]);
    });
    expect(await runner.execute(refusing, {}, { ...call, idempotencyKey: 'k' })).toMatchObject({ ok: false });
    expect(did).toEqual(['begin', 'insert', 'rollback', 'insert']);
    expect(published).toEqual([]);
  });

  test('is run again after a deadlock, and wakes watchers once', async () => {
    const { runner, did, published } = worldOf();
    let attempts = 0;
    const unlucky = commandOf(async (context) => {
      await context.authorize();
      context.record({ subject });
      context.signal('thing');
      attempts += 1;
      if (attempts < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return ok({});
    });
    expect(await runner.execute(unlucky, {}, call)).toEqual(ok({}));
    expect(did.filter((step) => step === 'rollback' || step === 'commit')).toEqual([
      'rollback',
      'rollback',
      'commit',
    ]);
    expect(published).toEqual(['thing']);
  });

  test('that finds too many before it is told when to come again', async () => {
    expect(await toldOf(Promise.reject(overloaded(3)))).toMatchObject({
      extensions: { code: 'OVERLOADED', retryable: true, retryAfter: 3 },
    });
  });

  test('every try of which meets a deadlock is answered as one to be called again, and has done nothing', async () => {
    const { runner, did, published } = worldOf();
    const hopeless = commandOf(async (context) => {
      await context.authorize();
      context.signal('thing');
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
    expect(await toldOf(runner.execute(hopeless, {}, { ...call, idempotencyKey: 'k' }))).toMatchObject({
      extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, retryAfter: 1 },
    });
    expect(did.filter((step) => step !== 'insert')).toEqual(
      Array.from({ length: 4 }, () => ['begin', 'rollback']).flat(),
    );
    expect(published).toEqual([]);
  });

  test('answers a violated constraint with the refusal that stands for it, and any other as an internal error', async () => {
    const { runner } = worldOf();
    const violating = (constraint: string): Command<string, object, Outcome> => ({
      ...commandOf(async (context) => {
        await context.authorize();
        throw Object.assign(new Error('duplicate key'), { code: '23505', constraint });
      }),
      constraints: { thing_name_key: refuse('REQUIRED', 'name') },
    });
    expect(await runner.execute(violating('thing_name_key'), {}, call)).toEqual(
      err([refuse('REQUIRED', 'name')]),
    );
    expect(await toldOf(runner.execute(violating('other_key'), {}, call))).toMatchObject({
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });
});

describe('a rehearsal', () => {
  const rehearsed = async (context: EffectContext): Promise<string> => {
    await context.tx.run('the effect');
    context.record({ subject });
    context.signal('thing');
    return 'seen';
  };

  test('for a query is a transaction that is rolled back, and nobody hears of it', async () => {
    const { runner, did, published } = worldOf();
    const question: Query<string, object, string> = {
      kind: 'query',
      name: 'ask',
      action: 'do',
      async run(context) {
        await context.authorize();
        return context.rehearse(rehearsed);
      },
    };
    expect(await runner.ask(question, {}, undefined)).toBe('seen');
    expect(did).toEqual(['begin', 'the effect', 'rollback']);
    expect(published).toEqual([]);
  });

  test('in a command goes back to where it began, and leaves the command its own effect', async () => {
    const { runner, did, published } = worldOf();
    const keeping = commandOf(async (context) => {
      await context.authorize();
      const seen = await context.rehearse(rehearsed);
      await context.tx.run(`keep what was ${seen}`);
      context.record({ subject });
      return ok({});
    });
    expect(await runner.execute(keeping, {}, call)).toEqual(ok({}));
    expect(did).toEqual([
      'begin',
      'flush',
      'savepoint rehearsal',
      'the effect',
      'rollback to savepoint rehearsal',
      'keep what was seen',
      'flush',
      'audit 1',
      'commit',
    ]);
    expect(published).toEqual([]);
  });

  test('that fails fails its caller, and is taken back all the same', async () => {
    const { runner, did } = worldOf();
    const failing = commandOf(async (context) => {
      await context.authorize();
      await context.rehearse(() => Promise.reject(new Error('no'))).catch(() => undefined);
      context.record({ subject });
      return ok({});
    });
    expect(await runner.execute(failing, {}, call)).toEqual(ok({}));
    expect(did).toContain('rollback to savepoint rehearsal');
  });
});

test('a query that has not authorized is answered with an internal error, not with its result', async () => {
  const { runner } = worldOf();
  const leaky = { kind: 'query', name: 'leak', action: 'do', run: async () => 'secret' } as const;
  expect(await toldOf(runner.ask(leaky, {}, undefined))).toMatchObject({
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
});

test('an action that needs an organization is not granted where none is named', async () => {
  const authority = authorityOver(
    { act: { who: 'member', roles: [] } },
    async (_sql, asked) => asked.map(() => ['ADMINISTRATOR']),
    async () => true,
  );
  const viewer = { personId: newId(), sessionId: newId(), reviewer: true };
  await expect(authority.check(async () => [], viewer, 'act', {})).rejects.toThrow('needs an organization');
  await expect(authority.check(async () => [], viewer, 'unheard', {})).rejects.toThrow('unknown action');
});

describe('while an organization is suspended', () => {
  const authority = authorityOver(
    actions,
    async (_sql, asked) => asked.map(() => roles),
    async () => false,
  );
  const inOrganizations = Object.entries(actions).filter(([, rule]) => rule.who === 'member');
  const viewer = { personId: newId(), sessionId: newId(), reviewer: false };
  const did: string[] = [];
  const tx = { run: async () => 1, row: async () => undefined, rows: async () => [] };
  const runner = new Runner({
    database: {
      ...tx,
      reads: tx,
      loads: new SharedLoads(tx),
      transaction: async (work: (tx: Transaction) => Promise<unknown>) =>
        work({ ...tx, flush: async () => undefined } as unknown as Transaction),
    } as unknown as Database,
    authority,
    hub: createHub(),
    reactions: [],
    audit: async () => undefined,
  });

  test.each(inOrganizations)('nothing is changed by %s, and everything is read', async (action) => {
    const scope = { organizationId: newId() };
    const change = commandOf(async (context) => {
      await context.authorize(scope);
      did.push(action);
      context.record({ subject });
      return ok({});
    }, action);
    expect(await runner.execute(change, {}, { ...call, viewer })).toEqual(
      err([refuse('ORGANIZATION_SUSPENDED')]),
    );
    expect(did).toEqual([]);
    const question: Query<string, object, string> = {
      kind: 'query',
      name: 'ask',
      action,
      async run(context) {
        await context.authorize(scope);
        return 'read';
      },
    };
    expect(await runner.ask(question, {}, viewer)).toBe('read');
  });
});
