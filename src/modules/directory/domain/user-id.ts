/** A user id for an account that was created without one: `u` and the 16 last digits of the account's own id. */
export function generatedUserId(memberId: string): string {
  return `u${memberId.replaceAll('-', '').slice(-16)}`;
}
