import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { OrganizationRegion, OrganizationScale } from '#modules/organization/public.js';
import type { RegistrationDocumentKind } from '../domain/document.js';
import type { RegistrationState } from '../domain/life-cycle.js';

export const Registration = defineEntity({
  name: 'Registration',
  tableName: 'registration',
  properties: {
    id: p.uuid().primary(),
    applicantPersonId: p.uuid().fieldName('applicant_person_id'),
    applicantName: p.string().fieldName('applicant_name'),
    state: p.string().$type<RegistrationState>(),
    legalName: p.string().fieldName('legal_name'),
    shortName: p.string().fieldName('short_name'),
    industry: p.string(),
    scale: p.string().$type<OrganizationScale>(),
    region: p.string().$type<OrganizationRegion>(),
    documentKind: p.string().$type<RegistrationDocumentKind>().fieldName('document_kind').nullable(),
    documentNumber: p.string().fieldName('document_number').nullable(),
    documentUploadId: p.uuid().fieldName('document_upload_id').nullable(),
    documentFileName: p.string().fieldName('document_file_name').nullable(),
    documentBytes: p.integer().fieldName('document_bytes').nullable(),
    documentSha256: p.string().fieldName('document_sha256').nullable(),
    rejectionReason: p.string().fieldName('rejection_reason').nullable(),
    organizationId: p.uuid().fieldName('organization_id').nullable(),
    version: p.integer(),
    createdAt: p.datetime().fieldName('created_at'),
    submittedAt: p.datetime().fieldName('submitted_at').nullable(),
    decidedAt: p.datetime().fieldName('decided_at').nullable(),
    decidedBy: p.uuid().fieldName('decided_by').nullable(),
  },
});
export type Registration = InferEntity<typeof Registration>;
