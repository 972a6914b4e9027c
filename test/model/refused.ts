/** The code that refused a command, of a user error or of a GraphQL error; undefined when it was done. */
export type Refused = string | undefined;

export async function codeOf(answered: Promise<{ userErrors: { code: string }[] }>): Promise<Refused> {
  try {
    return (await answered).userErrors[0]?.code;
  } catch (error) {
    const code = /"code":\s*"(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED)"/.exec(String(error))?.[1];
    if (!code) throw error;
    return code;
  }
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
