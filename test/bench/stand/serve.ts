interface Call {
  readonly call: number;
  readonly name: string;
  readonly argument: unknown;
}

/** Serves these functions to the process that has started this one, which is also its only reason to live. */
export function serve(functions: Readonly<Record<string, (argument: never) => unknown>>): void {
  process.on('message', (message) => void answer(functions, message as Call));
  process.on('disconnect', () => process.exit());
}

async function answer(
  functions: Readonly<Record<string, (argument: never) => unknown>>,
  { call, name, argument }: Call,
): Promise<void> {
  try {
    const value = await functions[name]?.(argument as never);
    process.send?.({ call, value });
  } catch (error) {
    process.send?.({ call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
