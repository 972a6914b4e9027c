import type { ClaimedDelivery } from '../data/sending.js';
import type { LinkTokens } from './link-tokens.js';

/** The link of a message with its token in place; null where it has none. */
export function linkOf({ id, link }: ClaimedDelivery, tokens: LinkTokens): string | null {
  return link === null ? null : link.replace('{token}', tokens.tokenOf(id));
}
