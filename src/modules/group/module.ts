import type { Module } from '#platform/module.js';
import { EnterpriseGroupResolver, readEnterpriseGroup } from './graphql/enterprise-group.resolver.js';
import { EnterpriseGroupMemberResolver, MessageSenderResolver } from './graphql/group-member.resolver.js';
import { GroupImportResolver } from './graphql/import.resolver.js';
import {
  OrganizationGroupsResolver,
  readSourceGroup,
  SourceGroupResolver,
} from './graphql/source-group.resolver.js';
import { type GroupParts, groupJobs } from './jobs.js';
import {
  enterpriseGroup,
  historyOfEnterpriseGroup,
  memberCountOfEnterpriseGroup,
  membersOfEnterpriseGroup,
} from './use-cases/enterprise-group.js';
import { importSourceGroup } from './use-cases/import-source-group.js';
import { importSourceGroupMobiles } from './use-cases/import-source-group-mobiles.js';
import {
  rosterOfSourceGroup,
  sourceGroup,
  sourceGroupCountOfOrganization,
  sourceGroupsOfOrganization,
} from './use-cases/source-group.js';

/**
 * Consumer groups as they are imported, the enterprise groups that take them over, and their histories. It has no
 * entities: a group changes by whole rosters and conversations, in statements over sets.
 */
export function groupModule(parts: GroupParts): Module {
  return {
    name: 'group',
    useCases: [importSourceGroup, importSourceGroupMobiles, sourceGroup, enterpriseGroup],
    fieldUseCases: [
      membersOfEnterpriseGroup,
      memberCountOfEnterpriseGroup,
      historyOfEnterpriseGroup,
      sourceGroupsOfOrganization,
      sourceGroupCountOfOrganization,
      rosterOfSourceGroup,
    ],
    resolvers: [
      new GroupImportResolver(),
      new SourceGroupResolver(),
      new OrganizationGroupsResolver(),
      new EnterpriseGroupResolver(),
      new EnterpriseGroupMemberResolver(),
      new MessageSenderResolver(),
    ],
    nodes: { SourceGroup: readSourceGroup, EnterpriseGroup: readEnterpriseGroup },
    jobs: groupJobs(parts),
  };
}
