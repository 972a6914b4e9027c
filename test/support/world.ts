import { usccCheckCharacter } from '#modules/registration/domain/uscc.js';
import type { Api } from './api.js';
import { REVIEWER, type SignsIn } from './server.js';

const REFUSALS = 'userErrors { code field message }';

type Uploaded = { createUpload: { upload: { id: string; url: string } | null } };

/** Sends a file the way clients do, through a signed URL. Returns the upload's id. */
export async function upload(
  api: Api,
  file: {
    purpose: string;
    fileName: string;
    body: string | Uint8Array<ArrayBuffer>;
    organizationId?: string;
  },
): Promise<string> {
  const { body, ...input } = file;
  const answer = await api.succeed<Uploaded>(
    `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } ${REFUSALS} } }`,
    { input },
  );
  const made = answer.createUpload.upload;
  if (!made) throw new Error(`no upload: ${JSON.stringify(answer)}`);
  const response = await fetch(made.url, { method: 'PUT', body });
  if (response.status !== 201)
    throw new Error(`upload answered ${response.status}: ${await response.text()}`);
  return made.id;
}

let licences = 0;

/** A Unified Social Credit Code that no other call has given. */
export function newLicence(): string {
  licences += 1;
  const body = `91310000MA1${String(licences).padStart(6, '0')}`;
  return body + usccCheckCharacter(body);
}

let people = 0;

/** A mobile that no other call has given, E.164. */
export function newMobile(): string {
  people += 1;
  return `+86198${String(people).padStart(8, '0')}`;
}

const reviewers = new WeakMap<SignsIn, Promise<Api>>();

/** The server's reviewer, signed in once: codes for one mobile are limited. */
export function reviewerOf(server: SignsIn): Promise<Api> {
  const known = reviewers.get(server) ?? server.signIn(REVIEWER);
  reviewers.set(server, known);
  return known;
}

export interface Described {
  readonly legalName: string;
  readonly shortName: string;
  readonly industry: string;
  readonly scale: string;
  readonly region: string;
  readonly applicantName: string;
}

export const company: Described = {
  legalName: '上海远洋物流有限公司',
  shortName: '远洋物流',
  industry: '物流',
  scale: 'UP_TO_200',
  region: 'MAINLAND',
  applicantName: '王小明',
};

type Done<Field extends string> = Record<
  Field,
  { registration: { id: string; version: number; organizationId: string | null } | null }
>;

/** One mutation of a registration that must not be refused. */
export async function changeRegistration<Field extends string>(
  api: Api,
  field: Field,
  input: Record<string, unknown>,
): Promise<{ id: string; version: number; organizationId: string | null }> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const answer = await api.succeed<Done<Field>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { registration { id version organizationId } ${REFUSALS} } }`,
    { input },
  );
  const { registration } = answer[field];
  if (!registration) throw new Error(`${field} was refused: ${JSON.stringify(answer)}`);
  return registration;
}

/** A draft with a business licence attached. Returns the registration's id. */
export async function draftWithLicence(
  api: Api,
  { number = newLicence(), ...described }: Partial<Described> & { number?: string } = {},
): Promise<string> {
  const { id } = await changeRegistration(api, 'createRegistration', { ...company, ...described });
  const uploadId = await upload(api, {
    purpose: 'REGISTRATION_DOCUMENT',
    fileName: '营业执照.pdf',
    body: '%PDF-1.7 a licence',
  });
  const document = { registrationId: id, kind: 'BUSINESS_LICENCE', number, uploadId };
  await changeRegistration(api, 'attachRegistrationDocument', document);
  return id;
}

export interface World {
  /** The global id. */
  readonly organizationId: string;
  /** Speaks as the first administrator. */
  readonly admin: Api;
  /** E.164. */
  readonly adminMobile: string;
}

/** A company that has registered and was approved, all through the API. */
export async function organizationWithAdministrator(
  server: SignsIn,
  { name = '远洋物流', mobile = newMobile() }: { name?: string; mobile?: string } = {},
): Promise<World> {
  const admin = await server.signIn(mobile);
  const registrationId = await draftWithLicence(admin, { shortName: name, legalName: `${name}有限公司` });
  await changeRegistration(admin, 'submitRegistration', { registrationId });
  const reviewer = await reviewerOf(server);
  const { organizationId } = await changeRegistration(reviewer, 'approveRegistration', { registrationId });
  if (!organizationId) throw new Error('an approved registration has no organization');
  return { organizationId, admin, adminMobile: mobile };
}
