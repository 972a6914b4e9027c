/** The code that refused a command, of a user error or of a GraphQL error; undefined when it was done. */
export type Refused = string | undefined;

export async function codeOf(answered: Promise<{ userErrors: { code: string }[] }>): Promise<Refused> {
  try {
    return (await answered).userErrors[0]?.code;
  } catch (error) {
    return codeIn(error);
  }
}

/** The same of each place of a list that is answered as a whole or place by place. */
export async function codesOf(
  answered: Promise<{
    results: readonly { userErrors: { code: string }[] }[] | null;
    userErrors: { code: string }[];
  }>,
  places: number,
): Promise<readonly Refused[]> {
  const all = (code: Refused): Refused[] => Array.from({ length: places }, () => code);
  try {
    const { results, userErrors } = await answered;
    return results ? results.map((result) => result.userErrors[0]?.code) : all(userErrors[0]?.code);
  } catch (error) {
    return all(codeIn(error));
  }
}

function codeIn(error: unknown): string {
  const code = /"code":\s*"(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED)"/.exec(String(error))?.[1];
  if (!code) throw error;
  return code;
}

/** What an import may say no with. It is made of many calls, and the helpers that make them throw. */
export async function codeOfImport(imported: Promise<void>): Promise<Refused> {
  try {
    await imported;
    return undefined;
  } catch (error) {
    const code = /ORGANIZATION_SUSPENDED|SOURCE_GROUP_CEASED|GROUP_BUSY/.exec(String(error))?.[0];
    if (code === undefined) throw error;
    return code;
  }
}

/** For what must not be refused. */
export async function done(answered: Promise<{ userErrors: { code: string }[] }>): Promise<void> {
  const { userErrors } = await answered;
  if (userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(userErrors)}`);
}
