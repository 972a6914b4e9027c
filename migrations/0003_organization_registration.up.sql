create table organization (
  id             uuid        not null,
  corp_id        text        not null,
  legal_name     text        not null,
  short_name     text        not null,
  industry       text        not null,
  scale          text        not null,
  region         text        not null,
  tier           text        not null,
  state          text        not null,
  verified_until timestamptz not null,
  created_at     timestamptz not null,
  constraint organization_pkey primary key (id),
  constraint organization_corp_id_key unique (corp_id),
  constraint organization_corp_id_check check (corp_id ~ '^wx[0-9a-f]{16}$'),
  constraint organization_scale_check check (scale in ('UP_TO_50', 'UP_TO_100', 'UP_TO_200', 'UP_TO_500',
    'UP_TO_1000', 'UP_TO_5000', 'UP_TO_10000', 'OVER_10000')),
  constraint organization_region_check check (region in ('MAINLAND', 'INTERNATIONAL')),
  constraint organization_tier_check check (tier in ('BASIC', 'VERIFIED')),
  constraint organization_state_check check (state in ('ACTIVE', 'SUSPENDED', 'CLOSED'))
);

create table registration (
  id                  uuid        not null,
  applicant_person_id uuid        not null,
  applicant_name      text        not null,
  state               text        not null,
  legal_name          text        not null,
  short_name          text        not null,
  industry            text        not null,
  scale               text        not null,
  region              text        not null,
  -- The document that proves the company: all of these or none.
  document_kind       text,
  document_number     text,
  document_upload_id  uuid,
  document_file_name  text,
  document_bytes      int,
  document_sha256     text,
  rejection_reason    text,
  organization_id     uuid,
  version             int         not null,
  created_at          timestamptz not null,
  submitted_at        timestamptz,
  decided_at          timestamptz,
  decided_by          uuid,
  constraint registration_pkey primary key (id),
  constraint registration_applicant_person_id_fkey foreign key (applicant_person_id) references person (id),
  constraint registration_document_upload_id_fkey foreign key (document_upload_id) references upload (id),
  constraint registration_organization_id_fkey foreign key (organization_id) references organization (id),
  constraint registration_organization_id_key unique (organization_id),
  constraint registration_decided_by_fkey foreign key (decided_by) references person (id),
  constraint registration_state_check check (state in ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'INFO_REQUESTED', 'APPROVED',
    'REJECTED', 'WITHDRAWN', 'LAPSED')),
  constraint registration_scale_check check (scale in ('UP_TO_50', 'UP_TO_100', 'UP_TO_200', 'UP_TO_500',
    'UP_TO_1000', 'UP_TO_5000', 'UP_TO_10000', 'OVER_10000')),
  constraint registration_region_check check (region in ('MAINLAND', 'INTERNATIONAL')),
  constraint registration_document_kind_check check (document_kind in ('BUSINESS_LICENCE', 'CERTIFICATE_OF_INCORPORATION')),
  constraint registration_document_check check (
    num_nulls(document_kind, document_number, document_upload_id, document_file_name, document_bytes, document_sha256)
      in (0, 6)),
  constraint registration_submitted_check check (
    state in ('DRAFT', 'WITHDRAWN') or (submitted_at is not null and document_kind is not null)),
  constraint registration_decided_check check (
    (state in ('APPROVED', 'REJECTED')) = (decided_at is not null and decided_by is not null)),
  constraint registration_organization_check check ((state = 'APPROVED') = (organization_id is not null)),
  constraint registration_rejection_reason_check check ((state = 'REJECTED') = (rejection_reason is not null))
);
-- One registration of a company is under review or approved. A draft reserves nothing: else whoever types a
-- stranger's licence number first would shut them out. A certificate's number is one of its own registry only,
-- so there the legal name tells companies apart.
create unique index registration_licence_key on registration (
    document_kind,
    upper(document_number),
    (case document_kind when 'CERTIFICATE_OF_INCORPORATION' then lower(legal_name) else '' end))
  where state in ('SUBMITTED', 'IN_REVIEW', 'INFO_REQUESTED', 'APPROVED');
create index registration_applicant_person_id_idx on registration (applicant_person_id, id);
create index registration_document_upload_id_idx on registration (document_upload_id);
create index registration_submitted_at_idx on registration (submitted_at, id) where submitted_at is not null;
create index registration_state_idx on registration (state, submitted_at, id) where submitted_at is not null;
