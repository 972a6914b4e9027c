import { type Action, query } from '#modules/identity/public.js';
import type { Query } from '#platform/use-case/use-case.js';
import type { EvidenceSigner } from './evidence-signer.js';

/** With what the server signs evidence packs: for anyone who was given one. */
export const evidenceKey = (
  signer: EvidenceSigner,
): Query<Action, Record<never, never>, { publicKey: string }> =>
  query({
    name: 'evidenceKey',
    action: 'evidence.key',
    async run(context) {
      await context.authorize();
      return { publicKey: signer.publicKey };
    },
  });
