import { done, present, type ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { UploadPurpose } from '../gql/graphql.js';
import type { NamedFile } from '../input/demo-input.js';

const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

/** Sends a file to the address that the server signs for it. Returns the upload's id. */
export async function upload(
  api: ApiClient,
  file: NamedFile,
  purpose: UploadPurpose,
  organizationId?: string,
): Promise<string> {
  const input = { purpose, fileName: file.name, ...(organizationId === undefined ? {} : { organizationId }) };
  const announced = present(done((await api.call(CreateUpload, { input })).createUpload).upload, 'upload');
  const answer = await fetch(present(announced.url, 'address of the upload'), {
    method: 'PUT',
    body: file.content,
  });
  const text = await answer.text();
  if (answer.status !== 201)
    throw new Error(`the upload of ${file.name} was answered ${answer.status}: ${text}`);
  return announced.id;
}
