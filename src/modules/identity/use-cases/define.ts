import type { BatchedCommand, Command, Follow, Outcome, Query, Watch } from '#platform/use-case/use-case.js';
import type { Action } from '../domain/actions.js';

type Definition<UseCase> = Omit<UseCase, 'kind'>;

/** A mutation's use case; its action is one of the permission table. */
export const command = <Input, Value extends Outcome>(
  definition: Definition<Command<Action, Input, Value>>,
): Command<Action, Input, Value> => ({ kind: 'command', ...definition });

/** A mutation's use case whose calls are committed together with others. */
export const batchedCommand = <Input, Given, Value extends Outcome>(
  definition: Definition<BatchedCommand<Action, Input, Given, Value>>,
): BatchedCommand<Action, Input, Given, Value> => ({ kind: 'command', ...definition });

export const query = <Input, Value>(
  definition: Definition<Query<Action, Input, Value>>,
): Query<Action, Input, Value> => ({
  kind: 'query',
  ...definition,
});

export const watch = <Input, Value>(
  definition: Definition<Watch<Action, Input, Value>>,
): Watch<Action, Input, Value> => ({
  kind: 'watch',
  ...definition,
});

export const follow = <Input, Entry, Head>(
  definition: Definition<Follow<Action, Input, Entry, Head>>,
): Follow<Action, Input, Entry, Head> => ({ kind: 'follow', ...definition });
