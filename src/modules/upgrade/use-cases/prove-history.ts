import { historyProof, sourceGroupById, verifyConversation } from '#modules/group/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Runner } from '#platform/use-case/runner.js';
import { storeProof } from '../data/event-log.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';

/**
 * Computes the history's proof from every stored message, outside of any transaction, and stores it with the upgrade
 * if it equals what was imported. Throws where it does not: somebody must look, and the cut-over stays refused.
 */
export async function proveHistory(sql: Sql, runner: Runner, upgradeId: string): Promise<void> {
  const upgrade = await upgradeById(sql, upgradeId);
  if (upgrade?.state !== 'COOLING_OFF') return;
  const group = orNotFound(await sourceGroupById(sql, upgrade.sourceGroupId));
  const computed = await verifyConversation(sql, group.conversationId);
  const { sourceCount, sourceDigest } = await historyProof(sql, group.conversationId);
  if (computed.messageCount !== sourceCount || computed.digest !== sourceDigest) {
    throw new Error(`the history of ${group.id} is not what was imported`);
  }
  await runner.perform('proveHistory', async (context) => {
    const locked = await lockUpgrade(context.tx, upgradeId);
    if (locked?.state !== 'COOLING_OFF' || locked.provedDigest === computed.digest) return;
    await storeProof(context.tx, upgradeId, computed.digest, await databaseNow(context.tx));
    context.record({
      organizationId: locked.organizationId,
      subject: { type: 'GroupUpgrade', id: upgradeId },
      details: { messages: computed.messageCount, digest: computed.digest },
    });
    context.signal(upgradeTopic(upgradeId));
  });
}
