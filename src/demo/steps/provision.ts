import { done, present, type ApiClient } from '../api-client.js';
import { type Imported, watchOperation } from '../actors/operation.js';
import { upload } from '../actors/upload.js';
import { graphql } from '../gql/gql.js';
import type { NamedFile } from '../input/demo-input.js';
import type { LiveClient } from '../live-client.js';

const ImportDepartments = graphql(`
  mutation ImportDepartments($input: ImportDepartmentsInput!) {
    importDepartments(input: $input) {
      operation {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const ImportMembers = graphql(`
  mutation ImportMembers($input: ImportMembersInput!) {
    importMembers(input: $input) {
      operation {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const ImportSourceGroup = graphql(`
  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {
    importSourceGroup(input: $input) {
      operation {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const ImportSourceGroupMobiles = graphql(`
  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {
    importSourceGroupMobiles(input: $input) {
      operation {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

/** Who provisions: an administrator with their two connections. */
export type Administrator = {
  readonly api: ApiClient;
  readonly live: LiveClient;
  readonly organizationId: string;
};

type Tell = (detail: string) => void;
type Queued = Parameters<typeof done>[0] & { readonly operation?: { readonly id: string } | null };

export async function importDepartments(
  admin: Administrator,
  file: NamedFile,
  tell: Tell,
): Promise<Imported> {
  const { api, organizationId } = admin;
  const uploadId = await upload(api, file, 'DIRECTORY_DEPARTMENTS', organizationId);
  return watch(
    admin,
    (await api.call(ImportDepartments, { input: { organizationId, uploadId } })).importDepartments,
    tell,
  );
}

export async function importMembers(admin: Administrator, file: NamedFile, tell: Tell): Promise<Imported> {
  const { api, organizationId } = admin;
  const uploadId = await upload(api, file, 'DIRECTORY_MEMBERS', organizationId);
  return watch(
    admin,
    (await api.call(ImportMembers, { input: { organizationId, uploadId } })).importMembers,
    tell,
  );
}

/** Imports the export of a group; its result is the source group. */
export async function importGroup(admin: Administrator, file: NamedFile, tell: Tell): Promise<Imported> {
  const { api, organizationId } = admin;
  const uploadId = await upload(api, file, 'GROUP_EXPORT', organizationId);
  return watch(
    admin,
    (await api.call(ImportSourceGroup, { input: { organizationId, uploadId } })).importSourceGroup,
    tell,
  );
}

export async function importMobiles(
  admin: Administrator,
  file: NamedFile,
  sourceGroupId: string,
  tell: Tell,
): Promise<Imported> {
  const { api, organizationId } = admin;
  const uploadId = await upload(api, file, 'GROUP_MOBILES', organizationId);
  const { importSourceGroupMobiles } = await api.call(ImportSourceGroupMobiles, {
    input: { sourceGroupId, uploadId },
  });
  return watch(admin, importSourceGroupMobiles, tell);
}

function watch(admin: Administrator, queued: Queued, tell: Tell): Promise<Imported> {
  done(queued);
  return watchOperation(admin, present(queued.operation, 'operation').id, tell);
}
