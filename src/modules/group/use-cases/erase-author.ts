import { randomBytes } from 'node:crypto';
import { forgetInRows } from '#modules/operation/public.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import {
  type AuthorKey,
  ensureSalt,
  eraseIdentity,
  isErased,
  lockGroupsOf,
} from '../data/erased-identities.js';
import { eraseMessages, lockErasures } from '../data/erasure.js';
import { GROUP_CHANGED_JOB } from './import/run-group-import.js';

export interface ErasedAuthor {
  /** How many messages lost their author. What they say stays. */
  readonly messages: number;
  readonly rosterEntries: number;
  /** The source groups that they stood in or wrote in. */
  readonly sourceGroupIds: readonly string[];
}

const NOTHING: ErasedAuthor = { messages: 0, rosterEntries: 0, sourceGroupIds: [] };
/** Operations that tell of platform ids. */
const IMPORTS = ['IMPORT_SOURCE_GROUP', 'IMPORT_SOURCE_GROUP_MOBILES'];
const SALT_BYTES = 32;
const PSEUDONYM_BYTES = 16;

/**
 * Erases who somebody is from all groups of an organization: a pseudonym takes the place of their platform id, and
 * their names and their mobile go. What they have written stays, under a name of its own in each history, and the
 * proofs of the histories stay what they were. Later exports that bring them again do not bring them back: of the id a
 * salted hash is kept, by which it is recognized. Who was erased before, or is not known, is left as they are.
 *
 * Takes the locks of all of the organization's groups on the platform, after those of members and before those of
 * upgrades. Open upgrades follow in jobs of their own.
 */
export async function eraseAuthor(context: EffectContext, author: AuthorKey): Promise<ErasedAuthor> {
  const { tx } = context;
  const { organizationId, platformId } = author;
  await lockErasures(tx, organizationId);
  if (await isErased(tx, author)) return NOTHING;
  const touched = (await lockGroupsOf(tx, author)).filter((group) => group.touched);
  if (touched.length === 0) return NOTHING;
  await ensureSalt(tx, organizationId, randomBytes(SALT_BYTES));
  const pseudonym = `erased-${randomBytes(PSEUDONYM_BYTES).toString('hex')}`;
  const conversationIds = touched.map(({ conversationId }) => conversationId);
  const messages = await eraseMessages(tx, conversationIds, [{ platformId, pseudonym }]);
  const { identityId, rosterEntries } = await eraseIdentity(tx, author, pseudonym);
  await forgetInRows(tx, organizationId, IMPORTS, platformId);
  const sourceGroupIds = touched.map(({ id }) => id);
  for (const sourceGroupId of sourceGroupIds)
    await context.enqueue(GROUP_CHANGED_JOB, { sourceGroupId, organizationId });
  context.record({
    organizationId,
    subject: { type: 'ConsumerIdentity', id: identityId },
    details: { messages, rosterEntries, sourceGroupIds },
  });
  return { messages, rosterEntries, sourceGroupIds };
}
