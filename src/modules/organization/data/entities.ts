import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type {
  OrganizationRegion,
  OrganizationScale,
  OrganizationState,
  OrganizationTier,
} from '../domain/organization.js';

export const Organization = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    id: p.uuid().primary(),
    corpId: p.string().fieldName('corp_id'),
    legalName: p.string().fieldName('legal_name'),
    shortName: p.string().fieldName('short_name'),
    industry: p.string(),
    scale: p.string().$type<OrganizationScale>(),
    region: p.string().$type<OrganizationRegion>(),
    tier: p.string().$type<OrganizationTier>(),
    state: p.string().$type<OrganizationState>(),
    verifiedUntil: p.datetime().fieldName('verified_until'),
    createdAt: p.datetime().fieldName('created_at'),
  },
});
export type Organization = InferEntity<typeof Organization>;
