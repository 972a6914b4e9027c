import { z } from 'zod';
import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { AnswersResolver } from './graphql/answers.resolver.js';
import { CutOverResolver } from './graphql/cut-over.resolver.js';
import { GroupUpgradeResolver, readGroupUpgrade } from './graphql/group-upgrade.resolver.js';
import { InvitationResolver, readInvitation } from './graphql/invitation.resolver.js';
import { PreflightEntryResolver, PreflightResolver } from './graphql/preflight.resolver.js';
import { GroupUpgradeEventResolver, ProgressResolver } from './graphql/progress.resolver.js';
import { registerUpgradeErrors, UpgradeAlreadyOpenError } from './graphql/upgrade.inputs.js';
import { reactions } from './reactions.js';
import { acceptInvitation, declineInvitation, withdrawAcceptance } from './use-cases/answer-invitation.js';
import { answerInvitations } from './use-cases/answer-invitations.js';
import { cancelGroupUpgrade } from './use-cases/cancel-group-upgrade.js';
import { closeGroupUpgrade } from './use-cases/close-group-upgrade.js';
import { cutOverGroupUpgrade } from './use-cases/cut-over-group-upgrade.js';
import { cutOverSummary } from './use-cases/cut-over-summary.js';
import { PROVE_JOB } from './use-cases/cooling-off.js';
import { DEADLINE_JOB, passDeadline } from './use-cases/deadline.js';
import { groupUpgradeEvents } from './use-cases/group-upgrade-events.js';
import { groupUpgradeInvitations } from './use-cases/group-upgrade-invitations.js';
import { groupUpgradePreflight } from './use-cases/group-upgrade-preflight.js';
import { groupUpgradeProgress } from './use-cases/group-upgrade-progress.js';
import { groupUpgrade } from './use-cases/group-upgrade.js';
import { groupUpgradeCount, groupUpgrades } from './use-cases/group-upgrades.js';
import { invitation } from './use-cases/invitation.js';
import { myInvitationCount, myInvitations } from './use-cases/my-invitations.js';
import { proveHistory } from './use-cases/prove-history.js';
import { startGroupUpgrade } from './use-cases/start-group-upgrade.js';
import { SummaryTokens } from './use-cases/summary-token.js';

export interface UpgradeParts {
  readonly sql: Sql;
  readonly secret: string;
  readonly runner: () => Runner;
}

const job = z.object({ groupUpgradeId: z.uuid() });

/** The consent tracker: upgrades, their invitations and answers, the event log and the cut-over. */
export function upgradeModule({ sql, secret, runner }: UpgradeParts): Module {
  const tokens = new SummaryTokens(secret);
  const cutOver = {
    cutOverSummary: cutOverSummary(tokens),
    cutOverGroupUpgrade: cutOverGroupUpgrade(tokens),
  };
  registerUpgradeErrors();
  return {
    name: 'upgrade',
    useCases: [
      ...Object.values(cutOver),
      groupUpgradePreflight,
      startGroupUpgrade,
      closeGroupUpgrade,
      cancelGroupUpgrade,
      groupUpgrade,
      groupUpgrades,
      groupUpgradeInvitations,
      invitation,
      myInvitations,
      acceptInvitation,
      declineInvitation,
      withdrawAcceptance,
      answerInvitations,
      groupUpgradeProgress,
      groupUpgradeEvents,
    ],
    fieldUseCases: [myInvitationCount, groupUpgradeCount],
    resolvers: [
      new GroupUpgradeResolver(),
      new InvitationResolver(),
      new AnswersResolver(),
      new ProgressResolver(),
      new GroupUpgradeEventResolver(),
      new PreflightResolver(),
      new PreflightEntryResolver(),
      new CutOverResolver(cutOver),
    ],
    orphanedTypes: [UpgradeAlreadyOpenError],
    nodes: { GroupUpgrade: readGroupUpgrade, Invitation: readInvitation },
    reactions,
    jobs: {
      [DEADLINE_JOB]: (payload) => passDeadline(runner(), job.parse(payload).groupUpgradeId),
      [PROVE_JOB]: (payload) => proveHistory(sql, runner(), job.parse(payload).groupUpgradeId),
    },
  };
}
