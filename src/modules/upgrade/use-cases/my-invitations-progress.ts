import { watch } from '#modules/identity/public.js';
import { notFound } from '#platform/use-case/failures.js';
import { noInvitations, type OwnInvitations, ownInvitationsLoader } from '../data/own-invitations.js';
import { ownInvitationsTopic, questionsTopic } from '../domain/topics.js';

/** There are as many of these rooms as people who look, and hints tell each of them what is theirs. */
const POLL_MS = 15_000;

/** What a person is or was asked: the snapshot first, then the latest, as long as they look. */
export const myInvitationsProgress = watch<{ personId: string }, OwnInvitations>({
  name: 'myInvitationsProgress',
  action: 'invitation.read',
  pollMs: POLL_MS,
  topic: ({ personId }) => ownInvitationsTopic(personId),
  also: ({ newest }) => [
    ...new Set(newest.filter(mayChange).map(({ upgradeId }) => questionsTopic(upgradeId))),
  ],
  async read(_sql, { personId }, loads) {
    const found = await loads.load(ownInvitationsLoader, [personId]);
    return found.get(personId) ?? noInvitations(personId);
  },
  async allow(context, { personId }) {
    await context.authorize();
    if (context.personId() !== personId) throw notFound();
  },
  isFinal: () => false,
});

const mayChange = ({ state }: OwnInvitations['newest'][number]): boolean =>
  state !== 'INCLUDED' && state !== 'EXCLUDED';
