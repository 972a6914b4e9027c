/** Controls, line and paragraph separators, and the marks, embeddings, overrides and isolates of UAX #9. */
const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A name from a consumer platform, made harmless to show: people call themselves there what they like, so it is kept
 * as it came and never refused, but what would reorder or break the text around it is not shown. Undefined when
 * nothing is left.
 */
export function harmlessName(raw: string | null): string | undefined {
  return raw?.replace(UNSHOWABLE, '').trim() || undefined;
}

/** What to call somebody in a group: the nickname there, else the account's name, else the bare id. */
export function displayName(names: {
  readonly groupNickname: string | null;
  readonly accountName: string | null;
  readonly platformId: string;
}): string {
  return (
    harmlessName(names.groupNickname) ??
    harmlessName(names.accountName) ??
    harmlessName(names.platformId) ??
    names.platformId
  );
}
