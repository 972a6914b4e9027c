import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '#modules/identity/public.js';
import type { Gender, MemberStatus } from '../domain/member.js';

export const Department = defineEntity({
  name: 'Department',
  tableName: 'department',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid().fieldName('organization_id'),
    externalId: p.text().fieldName('external_id'),
    name: p.text(),
    parentId: p.uuid().fieldName('parent_id').nullable(),
    sortOrder: p.bigint('number').fieldName('sort_order'),
    depth: p.integer(),
  },
});
export type Department = InferEntity<typeof Department>;

export const Member = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid().fieldName('organization_id'),
    personId: p.uuid().fieldName('person_id').nullable(),
    userId: p.text().fieldName('user_id'),
    userIdGenerated: p.boolean().fieldName('user_id_generated'),
    name: p.text(),
    alias: p.text().nullable(),
    mobile: p.text(),
    mobileSince: p.datetime().fieldName('mobile_since'),
    email: p.text().nullable(),
    position: p.text().nullable(),
    gender: p.text().$type<Gender>().nullable(),
    mainDepartmentId: p.uuid().fieldName('main_department_id').nullable(),
    managerId: p.uuid().fieldName('manager_id').nullable(),
    roles: p.array().$type<Role[]>(),
    status: p.text().$type<MemberStatus>(),
    version: p.integer(),
    createdAt: p.datetime().fieldName('created_at'),
    activatedAt: p.datetime().fieldName('activated_at').nullable(),
  },
});
export type Member = InferEntity<typeof Member>;
