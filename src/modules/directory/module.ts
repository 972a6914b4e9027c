import type { Module } from '#platform/module.js';
import { Department, Member } from './data/entities.js';
import { DepartmentResolver } from './graphql/department.resolver.js';
import { toDepartment } from './graphql/department.types.js';
import { DirectoryResolver } from './graphql/directory.resolver.js';
import { ImportResolver } from './graphql/import.resolver.js';
import { MemberFieldsResolver } from './graphql/member-fields.resolver.js';
import { MemberResolver } from './graphql/member.resolver.js';
import { toMember } from './graphql/member.types.js';
import { directoryJobs } from './jobs.js';
import { directoryReactions } from './reactions.js';
import { assignMemberRoles } from './use-cases/assign-member-roles.js';
import { createDepartment } from './use-cases/create-department.js';
import { createMember } from './use-cases/create-member.js';
import { deleteDepartment } from './use-cases/delete-department.js';
import {
  departmentCountOfOrganization,
  departmentsOfOrganization,
  memberCountOfOrganization,
  membersOfOrganization,
} from './use-cases/directory-lists.js';
import { departmentNode, memberNode } from './use-cases/directory-nodes.js';
import { disableMember } from './use-cases/disable-member.js';
import { enableMember } from './use-cases/enable-member.js';
import { importDepartments } from './use-cases/import-departments.js';
import { importMembers } from './use-cases/import-members.js';
import type { ImportParts } from './use-cases/import-parts.js';
import { removeMember } from './use-cases/remove-member.js';
import { updateDepartment } from './use-cases/update-department.js';
import { updateMember } from './use-cases/update-member.js';
import { viewerMembershipCount, viewerMemberships } from './use-cases/viewer-memberships.js';

/** Departments, accounts, roles, and the files that fill them. */
export const directoryEntities = [Department, Member];

export function directoryModule(parts: ImportParts): Module {
  const departments = { createDepartment, updateDepartment, deleteDepartment };
  const members = {
    createMember,
    updateMember,
    disableMember,
    enableMember,
    removeMember,
    assignMemberRoles,
  };
  return {
    name: 'directory',
    useCases: [
      ...Object.values(departments),
      ...Object.values(members),
      importDepartments,
      importMembers,
      viewerMemberships,
    ],
    fieldUseCases: [
      departmentsOfOrganization,
      departmentCountOfOrganization,
      membersOfOrganization,
      memberCountOfOrganization,
      departmentNode,
      memberNode,
      viewerMembershipCount,
    ],
    resolvers: [
      new DirectoryResolver(),
      new DepartmentResolver(),
      new MemberResolver(),
      new MemberFieldsResolver(),
      new ImportResolver(),
    ],
    nodes: {
      Department: async (context, id) => toDepartment(await context.ask(departmentNode, { id })),
      Member: async (context, id) => toMember(await context.ask(memberNode, { id })),
    },
    reactions: directoryReactions,
    jobs: directoryJobs(parts),
  };
}
