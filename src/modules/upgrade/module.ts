import { z } from 'zod';
import { LinkTokens, type TopicChecks } from '#modules/delivery/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Mailer } from '#platform/outbound/mailer.js';
import type { Runner } from '#platform/use-case/runner.js';
import { CutOverProposalResolver, ProposedCutOverResolver } from './graphql/cut-over-proposal.resolver.js';
import { registerCutOverErrors, TooFewMembersError } from './graphql/cut-over.types.js';
import { AnswersResolver } from './graphql/answers.resolver.js';
import { CutOverResolver } from './graphql/cut-over.resolver.js';
import { GroupUpgradeResolver, readGroupUpgrade } from './graphql/group-upgrade.resolver.js';
import { InvitationResolver, readInvitation } from './graphql/invitation.resolver.js';
import { NoticePreviewResolver } from './graphql/notice-preview.resolver.js';
import { GroupUpgradeNoticeResolver, NoticeResolver } from './graphql/notice.resolver.js';
import { OwnerMessagesResolver } from './graphql/owner-messages.resolver.js';
import { NoticeChangedError, registerNoticeErrors } from './graphql/notice.types.js';
import {
  InvitationRoundsResolver,
  LifeCycleResolver,
  PausedSourceGroupUpgradeResolver,
  PausedUpgradeResolver,
} from './graphql/life-cycle.resolver.js';
import { MyInvitationsResolver } from './graphql/my-invitations.resolver.js';
import { MessagesResolver } from './graphql/messages.resolver.js';
import { PreflightEntryResolver, PreflightResolver } from './graphql/preflight.resolver.js';
import { GroupUpgradeEventResolver, ProgressResolver } from './graphql/progress.resolver.js';
import { readRosterEntry } from './graphql/read-roster-entry.js';
import { InvitationReceiptsResolver, readReceipt, ReceiptResolver } from './graphql/receipt.resolver.js';
import { SourceGroupUpgradesResolver } from './graphql/source-group-upgrade.resolver.js';
import {
  PreflightChangeResolver,
  PreflightComparisonResolver,
} from './graphql/preflight-comparison.resolver.js';
import { readUpgradePreflight, SavedPreflightResolver } from './graphql/saved-preflight.resolver.js';
import { registerUpgradeErrors, UpgradeAlreadyOpenError } from './graphql/upgrade.inputs.js';
import { linkRoute } from './link-route.js';
import { messageReactions } from './message-reactions.js';
import { ownerMessageReactions } from './owner-message-reactions.js';
import { reactions } from './reactions.js';
import { adoptNotice } from './use-cases/adopt-notice.js';
import { askedAsEntry } from './use-cases/asked-as-entry.js';
import { acceptInvitation, declineInvitation, withdrawAcceptance } from './use-cases/answer-invitation.js';
import { answerInvitations } from './use-cases/answer-invitations.js';
import { cancelGroupUpgrade } from './use-cases/cancel-group-upgrade.js';
import { closeGroupUpgrade } from './use-cases/close-group-upgrade.js';
import { compareUpgradePreflights } from './use-cases/compare-upgrade-preflights.js';
import { confirmCutOver } from './use-cases/confirm-cut-over.js';
import { cutOverGroupUpgrade } from './use-cases/cut-over-group-upgrade.js';
import { cutOverSummary } from './use-cases/cut-over-summary.js';
import { PROVE_JOB } from './use-cases/cooling-off.js';
import { DEADLINE_JOB, passDeadline } from './use-cases/deadline.js';
import { extendGroupUpgradeDeadline } from './use-cases/extend-group-upgrade-deadline.js';
import { groupUpgradeEvents } from './use-cases/group-upgrade-events.js';
import { groupUpgradeInvitations } from './use-cases/group-upgrade-invitations.js';
import { groupUpgradePreflight, messagesOfBlocked } from './use-cases/group-upgrade-preflight.js';
import { groupUpgradeProgress } from './use-cases/group-upgrade-progress.js';
import { groupUpgrade } from './use-cases/group-upgrade.js';
import { groupUpgradeCount, groupUpgrades } from './use-cases/group-upgrades.js';
import { invitation } from './use-cases/invitation.js';
import { inviteNewcomers, NEWCOMERS_JOB } from './use-cases/invite-newcomers.js';
import { markInvitationSeen } from './use-cases/mark-invitation-seen.js';
import { checkMessages } from './use-cases/message-check.js';
import { Messenger } from './use-cases/messenger.js';
import { myInvitationCount, myInvitations } from './use-cases/my-invitations.js';
import { myInvitationsProgress } from './use-cases/my-invitations-progress.js';
import { noticePreview } from './use-cases/notice-preview.js';
import { notice, noticeCount, notices } from './use-cases/notices.js';
import { proveHistory } from './use-cases/prove-history.js';
import { publishNotice } from './use-cases/publish-notice.js';
import { receipt } from './use-cases/receipt.js';
import { checkOwnerMessages } from './use-cases/owner-message-check.js';
import { OwnerMessenger } from './use-cases/owner-messenger.js';
import { pauseGroupUpgrade } from './use-cases/pause-group-upgrade.js';
import { reinviteMembers } from './use-cases/reinvite-members.js';
import { removeFromUpgrade } from './use-cases/remove-from-upgrade.js';
import { resumeGroupUpgrade } from './use-cases/resume-group-upgrade.js';
import { openInvitation } from './use-cases/open-invitation.js';
import { PLAN_JOB, remindByPlan } from './use-cases/remind-by-plan.js';
import { remindMembers } from './use-cases/remind-members.js';
import { saveUpgradePreflight } from './use-cases/save-upgrade-preflight.js';
import { startGroupUpgrade } from './use-cases/start-group-upgrade.js';
import { stopCoolingOff } from './use-cases/stop-cooling-off.js';
import { SummaryTokens } from './use-cases/summary-token.js';
import { OUTCOME_JOB, tellOutcome } from './use-cases/tell-outcome.js';
import { takeUpGroupUpgrade } from './use-cases/take-up-group-upgrade.js';
import {
  upgradePreflight,
  upgradePreflightCount,
  upgradePreflights,
} from './use-cases/upgrade-preflights.js';

export interface UpgradeParts {
  readonly sql: Sql;
  readonly secret: string;
  readonly runner: () => Runner;
  readonly publicUrl: () => string;
  /** Where links in messages lead, with `{token}`; undefined means a page of this server. */
  readonly invitationUrl: string | undefined;
  /** Undefined where the server sends no e-mail. */
  readonly mailer: Mailer | undefined;
}

/** What delivery asks before it sends messages about things of this module. */
export const upgradeTopics: TopicChecks = { Invitation: checkMessages, SourceGroup: checkOwnerMessages };

const job = z.object({ groupUpgradeId: z.uuid() });

/** The consent tracker: upgrades, their invitations and answers, the event log and the cut-over. */
export function upgradeModule({ sql, secret, runner, ...parts }: UpgradeParts): Module {
  const tokens = new SummaryTokens(secret);
  const linkTokens = new LinkTokens(secret);
  const messenger = new Messenger({
    tokens: linkTokens,
    linkTemplate: () => parts.invitationUrl ?? `${parts.publicUrl()}/i/{token}`,
    email: parts.mailer !== undefined,
  });
  const ownerMessenger = new OwnerMessenger({ email: parts.mailer !== undefined });
  const messages = {
    openInvitation: openInvitation(linkTokens),
    remindMembers: remindMembers(messenger),
  };
  const cutOver = {
    cutOverSummary: cutOverSummary(tokens),
    cutOverGroupUpgrade: cutOverGroupUpgrade(tokens),
  };
  registerUpgradeErrors();
  registerNoticeErrors();
  registerCutOverErrors();
  return {
    name: 'upgrade',
    useCases: [
      ...Object.values(cutOver),
      ...Object.values(messages),
      markInvitationSeen,
      confirmCutOver,
      groupUpgradePreflight,
      saveUpgradePreflight,
      upgradePreflight,
      upgradePreflights,
      compareUpgradePreflights,
      startGroupUpgrade,
      closeGroupUpgrade,
      cancelGroupUpgrade,
      groupUpgrade,
      groupUpgrades,
      groupUpgradeInvitations,
      invitation,
      myInvitations,
      myInvitationsProgress,
      acceptInvitation,
      declineInvitation,
      withdrawAcceptance,
      answerInvitations,
      groupUpgradeProgress,
      groupUpgradeEvents,
      notice,
      notices,
      noticePreview,
      publishNotice,
      adoptNotice,
      receipt,
      pauseGroupUpgrade,
      resumeGroupUpgrade,
      takeUpGroupUpgrade,
      stopCoolingOff,
      extendGroupUpgradeDeadline,
      reinviteMembers,
      removeFromUpgrade,
    ],
    fieldUseCases: [
      myInvitationCount,
      groupUpgradeCount,
      noticeCount,
      messagesOfBlocked,
      upgradePreflightCount,
      askedAsEntry,
    ],
    resolvers: [
      new GroupUpgradeResolver(),
      new InvitationResolver(),
      new AnswersResolver(),
      new ProgressResolver(),
      new GroupUpgradeEventResolver(),
      new PreflightResolver(),
      new PreflightEntryResolver(),
      new SavedPreflightResolver(),
      new PreflightComparisonResolver(),
      new PreflightChangeResolver(),
      new CutOverResolver(cutOver),
      new NoticeResolver(),
      new NoticePreviewResolver(),
      new GroupUpgradeNoticeResolver(),
      new ReceiptResolver(),
      new InvitationReceiptsResolver(),
      new LifeCycleResolver(),
      new PausedUpgradeResolver(),
      new PausedSourceGroupUpgradeResolver(),
      new InvitationRoundsResolver(),
      new SourceGroupUpgradesResolver(),
      new MessagesResolver(messages),
      new OwnerMessagesResolver(),
      new MyInvitationsResolver(),
      new ProposedCutOverResolver(),
      new CutOverProposalResolver(),
    ],
    orphanedTypes: [UpgradeAlreadyOpenError, NoticeChangedError, TooFewMembersError],
    nodes: {
      GroupUpgrade: readGroupUpgrade,
      Invitation: readInvitation,
      Receipt: readReceipt,
      RosterEntry: readRosterEntry,
      UpgradePreflight: readUpgradePreflight,
    },
    reactions: [...reactions, ...messageReactions(messenger), ...ownerMessageReactions(ownerMessenger)],
    routes: [linkRoute],
    jobs: {
      [DEADLINE_JOB]: (payload) => passDeadline(runner(), job.parse(payload).groupUpgradeId),
      [PLAN_JOB]: (payload) => remindByPlan(runner(), messenger, job.parse(payload).groupUpgradeId),
      [OUTCOME_JOB]: (payload) => tellOutcome(runner(), messenger, job.parse(payload).groupUpgradeId),
      [NEWCOMERS_JOB]: (payload) => inviteNewcomers(runner(), job.parse(payload).groupUpgradeId),
      [PROVE_JOB]: (payload) => proveHistory(sql, runner(), job.parse(payload).groupUpgradeId),
    },
  };
}
