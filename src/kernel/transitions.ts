/** A life cycle as data: for each state, the states it may turn into. A state with none is terminal. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

export function canTurn<S extends string>(table: Transitions<S>, from: S, to: S): boolean {
  return table[from].includes(to);
}

export function isTerminal<S extends string>(table: Transitions<S>, state: S): boolean {
  return table[state].length === 0;
}

/** The states of `table` that `target` can be reached from in one step. */
export function sourcesOf<S extends string>(table: Transitions<S>, target: S): S[] {
  return (Object.keys(table) as S[]).filter((state) => canTurn(table, state, target));
}
