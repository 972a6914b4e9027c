import type { Module } from '#platform/module.js';
import { AdmissionResolver } from './graphql/admission.resolver.js';
import { MessageAttachmentResolver, SourceGroupAttachmentsResolver } from './graphql/attachment.resolver.js';
import { EnterpriseGroupResolver, readEnterpriseGroup } from './graphql/enterprise-group.resolver.js';
import { EnterpriseGroupMemberResolver, MessageSenderResolver } from './graphql/group-member.resolver.js';
import { EnterpriseGroupHistoryResolver, MessageReplyResolver } from './graphql/history.resolver.js';
import { GroupImportResolver } from './graphql/import.resolver.js';
import {
  MandateResolver,
  SourceGroupMandateResolver,
  UpgradeMandateResolver,
} from './graphql/mandate.resolver.js';
import { OwnedGroupsResolver } from './graphql/owned-groups.resolver.js';
import { RosterChangeResolver, SourceGroupChangesResolver } from './graphql/roster-change.resolver.js';
import {
  RosterMatchingResolver,
  RosterMatchResolver,
  SourceGroupMatchesResolver,
} from './graphql/roster-match.resolver.js';
import {
  OrganizationGroupsResolver,
  readSourceGroup,
  SourceGroupResolver,
} from './graphql/source-group.resolver.js';
import { missingAttachmentsOfSourceGroup } from './use-cases/attachments.js';
import { grantUpgradeMandate, revokeUpgradeMandate } from './use-cases/decide-upgrade-mandate.js';
import { readHistoryVerification, VerificationResolver } from './graphql/verification.resolver.js';
import { HistoryVerification } from './graphql/verification.types.js';
import { type GroupParts, groupJobs, groupSchedules } from './jobs.js';
import { AdmissionRequestResolver, AdmissionRequestsResolver } from './graphql/admission-request.resolver.js';
import { admissionRequestCount, admissionRequests } from './use-cases/admission-requests.js';
import { admitMember } from './use-cases/admit-member.js';
import {
  enterpriseGroup,
  memberCountOfEnterpriseGroup,
  membersOfEnterpriseGroup,
} from './use-cases/enterprise-group.js';
import { groupSuccessor } from './use-cases/group-successor.js';
import { historyCountOfEnterpriseGroup, historyOfEnterpriseGroup } from './use-cases/history.js';
import { importSourceGroup } from './use-cases/import-source-group.js';
import { importSourceGroupAttachments } from './use-cases/import-source-group-attachments.js';
import { importSourceGroupMobiles } from './use-cases/import-source-group-mobiles.js';
import { matchRosterEntry, unmatchRosterEntry } from './use-cases/match-roster-entry.js';
import { requestAdmission } from './use-cases/request-admission.js';
import { requestUpgradeMandates } from './use-cases/request-upgrade-mandates.js';
import { rosterChangeCountOfSourceGroup, rosterChangesOfSourceGroup } from './use-cases/roster-changes.js';
import { matchCountOfSourceGroup, matchesOfSourceGroup } from './use-cases/roster-matches.js';
import { searchCountOfHistory, searchHistory } from './use-cases/search-history.js';
import {
  rosterEntry,
  rosterOfSourceGroup,
  sourceGroup,
  sourceGroupCountOfOrganization,
  sourceGroupsOfOrganization,
} from './use-cases/source-group.js';
import { ownedSourceGroupCount, sourceGroups } from './use-cases/source-groups.js';
import { historyVerification, verifyHistory } from './use-cases/verify-history.js';

/**
 * Consumer groups as they are imported, the enterprise groups that take them over, and their histories. It has no
 * entities: a group changes by whole rosters and conversations, in statements over sets.
 */
export function groupModule(parts: GroupParts): Module {
  return {
    name: 'group',
    useCases: [
      importSourceGroup,
      importSourceGroupMobiles,
      importSourceGroupAttachments,
      sourceGroup,
      sourceGroups,
      matchRosterEntry,
      unmatchRosterEntry,
      requestUpgradeMandates,
      grantUpgradeMandate,
      revokeUpgradeMandate,
      enterpriseGroup,
      groupSuccessor,
      admitMember,
      requestAdmission,
      verifyHistory,
    ],
    fieldUseCases: [
      membersOfEnterpriseGroup,
      memberCountOfEnterpriseGroup,
      admissionRequests,
      admissionRequestCount,
      historyOfEnterpriseGroup,
      historyCountOfEnterpriseGroup,
      searchHistory,
      searchCountOfHistory,
      historyVerification,
      sourceGroupsOfOrganization,
      sourceGroupCountOfOrganization,
      rosterOfSourceGroup,
      rosterEntry,
      ownedSourceGroupCount,
      rosterChangesOfSourceGroup,
      rosterChangeCountOfSourceGroup,
      matchesOfSourceGroup,
      matchCountOfSourceGroup,
      missingAttachmentsOfSourceGroup,
    ],
    resolvers: [
      new GroupImportResolver(),
      new SourceGroupResolver(),
      new OrganizationGroupsResolver(),
      new OwnedGroupsResolver(),
      new SourceGroupChangesResolver(),
      new RosterChangeResolver(),
      new SourceGroupAttachmentsResolver(),
      new MessageAttachmentResolver(),
      new RosterMatchingResolver(),
      new SourceGroupMatchesResolver(),
      new RosterMatchResolver(),
      new MandateResolver(),
      new SourceGroupMandateResolver(),
      new UpgradeMandateResolver(),
      new EnterpriseGroupResolver(),
      new EnterpriseGroupMemberResolver(),
      new MessageSenderResolver(),
      new EnterpriseGroupHistoryResolver(),
      new MessageReplyResolver(),
      new AdmissionResolver(),
      new AdmissionRequestsResolver(),
      new AdmissionRequestResolver(),
      new VerificationResolver(),
    ],
    nodes: {
      SourceGroup: readSourceGroup,
      EnterpriseGroup: readEnterpriseGroup,
      HistoryVerification: readHistoryVerification,
    },
    orphanedTypes: [HistoryVerification],
    jobs: groupJobs(parts),
    schedules: groupSchedules,
  };
}
