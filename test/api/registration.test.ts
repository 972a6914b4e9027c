import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  changeRegistration,
  company,
  draftWithLicence,
  newLicence,
  newMobile,
  organizationWithAdministrator,
  reviewerOf,
  upload,
} from '../support/world.js';

interface Outcome {
  readonly registration: Record<string, unknown> | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}

const FIELDS = `id state legalName shortName industry scale region applicantName rejectionReason version
  document { kind number fileName sha256 bytes } organizationId organization { id corpId } submittedAt decidedAt`;

async function mutate(api: Api, field: string, input: Record<string, unknown>): Promise<Outcome> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const answer = await api.succeed<Record<string, Outcome>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { registration { ${FIELDS} } userErrors { code field } } }`,
    { input },
  );
  const outcome = answer[field];
  if (!outcome) throw new Error(`${field} answered nothing`);
  return outcome;
}

/** The code of the one refusal, or DONE. */
async function codeOf(api: Api, field: string, input: Record<string, unknown>): Promise<string> {
  const { userErrors } = await mutate(api, field, input);
  return userErrors.map(({ code }) => code).join() || 'DONE';
}

async function read(api: Api, id: string): Promise<Record<string, unknown>> {
  const query = `query ($id: ID!) { registration(id: $id) { ${FIELDS} } }`;
  return (await api.succeed<{ registration: Record<string, unknown> }>(query, { id })).registration;
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const uuidOf = (id: string): string => Buffer.from(id, 'base64url').toString().slice('Registration:'.length);
const applicant = (): Promise<Api> => server.signIn(newMobile());
const document = (api: Api, body = '%PDF-1.7'): Promise<string> =>
  upload(api, { purpose: 'REGISTRATION_DOCUMENT', fileName: '营业执照.pdf', body });

async function submitted(api: Api, number = newLicence()): Promise<string> {
  const registrationId = await draftWithLicence(api, { number });
  await changeRegistration(api, 'submitRegistration', { registrationId });
  return registrationId;
}

describe('from draft to organization', () => {
  test('an approved company is an organization, verified for a year, which its applicant finds in the registration', async () => {
    const api = await applicant();
    const registrationId = await submitted(api);
    const approved = await mutate(await reviewerOf(server), 'approveRegistration', { registrationId });
    expect(approved.userErrors).toEqual([]);

    const seen = await read(api, registrationId);
    expect(seen).toMatchObject({
      ...company,
      state: 'APPROVED',
      document: {
        kind: 'BUSINESS_LICENCE',
        fileName: '营业执照.pdf',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        bytes: 18,
      },
      decidedAt: expect.any(String),
    });
    const row = await server.app.database.row(
      `select o.*, o.verified_until = o.created_at + interval '1 year' as a_year
       from organization o join registration r on r.organization_id = o.id where r.id = $1`,
      [uuidOf(registrationId)],
    );
    expect(row).toMatchObject({
      corp_id: expect.stringMatching(/^wx[0-9a-f]{16}$/),
      legal_name: company.legalName,
      tier: 'VERIFIED',
      state: 'ACTIVE',
      a_year: true,
    });
  });

  test('the applicant sees into the organization as its member; the reviewer, who is none, learns its id alone', async () => {
    const { organizationId, admin } = await organizationWithAdministrator(server, { name: '蓝鲸科技' });
    const query = `query ($id: ID!) { organization(id: $id) { id corpId shortName state tier region scale } node(id: $id) { id } }`;
    expect(await admin.succeed(query, { id: organizationId })).toMatchObject({
      organization: { id: organizationId, shortName: '蓝鲸科技', state: 'ACTIVE', tier: 'VERIFIED' },
      node: { id: organizationId },
    });
    const reviewer = await reviewerOf(server);
    expect(
      await reviewer.errorCodes('query ($id: ID!) { organization(id: $id) { id } }', { id: organizationId }),
    ).toEqual(['NOT_FOUND']);
    const list = '{ registrations(first: 100) { edges { node { organizationId organization { id } } } } }';
    const { registrations } = await reviewer.succeed<{ registrations: { edges: { node: unknown }[] } }>(list);
    expect(registrations.edges.map(({ node }) => node)).toContainEqual({
      organizationId,
      organization: null,
    });
  });

  test('a repeated approval with the same key answers with the same organization, and creates no other', async () => {
    const registrationId = await submitted(await applicant());
    const reviewer = (await reviewerOf(server)).with({ 'idempotency-key': 'approve-once' });
    const first = await mutate(reviewer, 'approveRegistration', { registrationId });
    expect(first.registration).toMatchObject({ organizationId: expect.any(String) });
    expect(await mutate(reviewer, 'approveRegistration', { registrationId })).toEqual(first);
  });

  test('the reason of a rejection reaches the applicant', async () => {
    const api = await applicant();
    const registrationId = await submitted(api);
    const reviewer = await reviewerOf(server);
    expect(await codeOf(reviewer, 'rejectRegistration', { registrationId, reason: '  ' })).toBe('REQUIRED');
    await mutate(reviewer, 'rejectRegistration', { registrationId, reason: 'Illegible.\r\nScan it again.' });
    expect(await read(api, registrationId)).toMatchObject({
      state: 'REJECTED',
      rejectionReason: 'Illegible.\nScan it again.',
      organizationId: null,
    });
  });

  test('its commands stand in the chain of the applicant, the approval in that of the new organization', async () => {
    const api = await applicant();
    const registrationId = await submitted(api);
    await mutate(await reviewerOf(server), 'approveRegistration', { registrationId });
    const entries = await server.app.database.rows(
      `select e.command, e.chain_id = 'actor:' || r.applicant_person_id as "ofApplicant",
         e.organization_id = r.organization_id as "ofOrganization"
       from audit_entry e join registration r on r.id::text = e.subject_id where r.id = $1 order by e.at`,
      [uuidOf(registrationId)],
    );
    expect(entries).toEqual([
      { command: 'createRegistration', ofApplicant: true, ofOrganization: null },
      { command: 'attachRegistrationDocument', ofApplicant: true, ofOrganization: null },
      { command: 'submitRegistration', ofApplicant: true, ofOrganization: null },
      { command: 'approveRegistration', ofApplicant: false, ofOrganization: true },
    ]);
  });
});

describe('the licence number', () => {
  const RIGHT = '91350100M000100Y43';
  const ZERO = '91310000MA1FL00030';
  const attach = async (number: string): Promise<Outcome> => {
    const api = await applicant();
    const { id } = await changeRegistration(api, 'createRegistration', { ...company });
    const uploadId = await document(api);
    return mutate(api, 'attachRegistrationDocument', {
      registrationId: id,
      kind: 'BUSINESS_LICENCE',
      number,
      uploadId,
    });
  };

  test.each([
    ['as it is printed', RIGHT, RIGHT],
    ['with the check character 0', ZERO, ZERO],
    ['in lower case', RIGHT.toLowerCase(), RIGHT],
    ['in full width', '９１３５０１００Ｍ０００１００Ｙ４３', RIGHT],
    ['with spaces between', ' 9135 0100 M000 100Y 43　', RIGHT],
  ])('is accepted %s', async (_, typed, stored) => {
    expect(await attach(typed)).toMatchObject({
      registration: { document: { number: stored } },
      userErrors: [],
    });
  });

  test.each([
    ['with a wrong check character', '91350100M000100Y44'],
    ['with the check character O for 0', `${ZERO.slice(0, 17)}O`],
    ['with two digits exchanged', '91530100M000100Y43'],
    ['with a letter that the code does not use', '91350100I000100Y43'],
    ['with 17 characters', RIGHT.slice(0, 17)],
    ['with nothing in it', ' '],
    ['of a thousand characters', '9'.repeat(1_000)],
  ])('is refused %s, and nothing is attached', async (_, typed) => {
    expect(await attach(typed)).toEqual({
      registration: null,
      userErrors: [{ code: 'INVALID_LICENCE_NUMBER', field: ['number'] }],
    });
  });
});

describe('a licence serves one registration', () => {
  test('a second one with the same licence is refused until the first is withdrawn', async () => {
    const [first, second] = [await applicant(), await applicant()];
    const number = newLicence();
    const taken = await submitted(first, number);
    const waiting = await draftWithLicence(second, { number });
    expect(await codeOf(second, 'submitRegistration', { registrationId: waiting })).toBe('LICENCE_IN_USE');
    expect(await read(second, waiting)).toMatchObject({ state: 'DRAFT', version: 2 });
    await mutate(first, 'withdrawRegistration', { registrationId: taken });
    expect(await codeOf(second, 'submitRegistration', { registrationId: waiting })).toBe('DONE');
  });

  test('after a rejection the same person may try again with it, after an approval nobody may', async () => {
    const api = await applicant();
    const reviewer = await reviewerOf(server);
    const number = newLicence();
    const rejected = await submitted(api, number);
    await mutate(reviewer, 'rejectRegistration', { registrationId: rejected, reason: 'Blurred.' });
    const approved = await submitted(api, number);
    await mutate(reviewer, 'approveRegistration', { registrationId: approved });
    for (const next of [api, await applicant()]) {
      const registrationId = await draftWithLicence(next, { number });
      expect(await codeOf(next, 'submitRegistration', { registrationId })).toBe('LICENCE_IN_USE');
    }
  });

  test('of two people who submit it at once, one is refused', async () => {
    const [first, second] = [await applicant(), await applicant()];
    const number = newLicence();
    const drafts = [
      { api: first, registrationId: await draftWithLicence(first, { number }) },
      { api: second, registrationId: await draftWithLicence(second, { number }) },
    ];
    const codes = await Promise.all(
      drafts.map(({ api, registrationId }) => codeOf(api, 'submitRegistration', { registrationId })),
    );
    expect(codes.toSorted()).toEqual(['DONE', 'LICENCE_IN_USE']);
  });

  test('a certificate number is one of its own registry: two companies with other names may share it', async () => {
    const codes: string[] = [];
    for (const legalName of ['Harbour Ltd', 'Harbor LLC', 'HARBOUR LTD']) {
      const api = await applicant();
      const { id } = await changeRegistration(api, 'createRegistration', {
        ...company,
        legalName,
        region: 'INTERNATIONAL',
      });
      await changeRegistration(api, 'attachRegistrationDocument', {
        registrationId: id,
        kind: 'CERTIFICATE_OF_INCORPORATION',
        number: '0123456',
        uploadId: await document(api),
      });
      codes.push(await codeOf(api, 'submitRegistration', { registrationId: id }));
    }
    expect(codes).toEqual(['DONE', 'DONE', 'LICENCE_IN_USE']);
  });
});

describe('what a registration says', () => {
  test('every text that will not do is named in one answer, and no draft is made', async () => {
    const api = await applicant();
    const input = {
      ...company,
      legalName: '公司\0',
      shortName: '\ud800',
      industry: ' ',
      applicantName: '长'.repeat(65),
    };
    expect((await mutate(api, 'createRegistration', input)).userErrors).toEqual([
      { code: 'INVALID_TEXT', field: ['legalName'] },
      { code: 'INVALID_TEXT', field: ['shortName'] },
      { code: 'REQUIRED', field: ['industry'] },
      { code: 'TOO_LONG', field: ['applicantName'] },
    ]);
    expect(await codeOf(api, 'createRegistration', { ...company, legalName: 'Ltd.\u202efdp' })).toBe(
      'INVALID_TEXT',
    );
    expect(await api.succeed('{ myRegistrations(first: 1) { totalCount } }')).toEqual({
      myRegistrations: { totalCount: 0 },
    });
  });

  test('a change keeps what it leaves out, and is refused to whoever has not seen the last one', async () => {
    const api = await applicant();
    const { id, version } = await changeRegistration(api, 'createRegistration', { ...company });
    const change = { registrationId: id, shortName: ' 远洋 ', industry: null, expectedVersion: version };
    expect(await mutate(api, 'updateRegistration', change)).toMatchObject({
      registration: { ...company, shortName: '远洋', version: version + 1 },
    });
    expect(await codeOf(api, 'updateRegistration', change)).toBe('VERSION_CONFLICT');
  });

  test('what was submitted cannot be changed any more', async () => {
    const api = await applicant();
    const registrationId = await submitted(api);
    expect(await codeOf(api, 'updateRegistration', { registrationId, shortName: 'x' })).toBe('ILLEGAL_STATE');
    const licence = {
      registrationId,
      kind: 'BUSINESS_LICENCE',
      number: newLicence(),
      uploadId: await document(api),
    };
    expect(await codeOf(api, 'attachRegistrationDocument', licence)).toBe('ILLEGAL_STATE');
    expect(await codeOf(api, 'submitRegistration', { registrationId })).toBe('ILLEGAL_STATE');
  });

  test('without the document that fits its region it cannot be submitted', async () => {
    const api = await applicant();
    const { id: registrationId } = await changeRegistration(api, 'createRegistration', { ...company });
    expect(await codeOf(api, 'submitRegistration', { registrationId })).toBe('DOCUMENT_MISSING');
    const uploadId = await document(api);
    const certificate = { registrationId, kind: 'CERTIFICATE_OF_INCORPORATION', number: '1', uploadId };
    expect(await codeOf(api, 'attachRegistrationDocument', certificate)).toBe('DOCUMENT_KIND_MISMATCH');
    const licence = { registrationId, kind: 'BUSINESS_LICENCE', number: newLicence(), uploadId };
    expect(await codeOf(api, 'attachRegistrationDocument', licence)).toBe('DONE');
    await mutate(api, 'updateRegistration', { registrationId, region: 'INTERNATIONAL' });
    expect(await codeOf(api, 'submitRegistration', { registrationId })).toBe('DOCUMENT_KIND_MISMATCH');
  });

  test("somebody else's upload, and one without a byte, are refused", async () => {
    const api = await applicant();
    const { id: registrationId } = await changeRegistration(api, 'createRegistration', { ...company });
    const attach = (uploadId: string): Promise<string> =>
      codeOf(api, 'attachRegistrationDocument', {
        registrationId,
        kind: 'BUSINESS_LICENCE',
        number: newLicence(),
        uploadId,
      });
    expect(await attach(await document(await applicant()))).toBe('UPLOAD_UNKNOWN');
    expect(await attach(await document(api, ''))).toBe('DOCUMENT_EMPTY');
  });
});

describe('who may do what', () => {
  test("somebody else's registration answers as one that does not exist, whatever is asked of it", async () => {
    const registrationId = await submitted(await applicant());
    const missing = Buffer.from('Registration:018f2c3e-0000-7000-8000-000000000000').toString('base64url');
    const stranger = await applicant();
    const calls = (id: string): Promise<unknown[]>[] => [
      stranger.errorCodes('query ($id: ID!) { registration(id: $id) { id } }', { id }),
      ...['submitRegistration', 'withdrawRegistration', 'updateRegistration'].map((field) => {
        const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
        const mutation = `mutation ($input: ${type}!) { ${field}(input: $input) { userErrors { code } } }`;
        return stranger.errorCodes(mutation, { input: { registrationId: id } });
      }),
    ];
    const answers = await Promise.all(calls(registrationId));
    expect(answers).toEqual([['NOT_FOUND'], ['NOT_FOUND'], ['NOT_FOUND'], ['NOT_FOUND']]);
    expect(await Promise.all(calls(missing))).toEqual(answers);
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await stranger.succeed(node, { id: registrationId })).toEqual({ node: null });
    for (const id of [registrationId, missing, 'nonsense']) {
      const watching = stranger.subscribe(
        'subscription ($id: ID!) { registrationProgress(id: $id) { state } }',
        { id },
      );
      // The client rejects with what the server sent, as an error or as the bare list.
      const told = await watching
        .next()
        .catch((error: unknown) => `${String(error)} ${JSON.stringify(error)}`);
      expect(told).toContain('"NOT_FOUND"');
      await watching.close();
    }
  });

  test('an applicant cannot decide, and a stranger to the server cannot even begin', async () => {
    const api = await applicant();
    const input = { registrationId: await submitted(api) };
    const approve =
      'mutation ($input: ApproveRegistrationInput!) { approveRegistration(input: $input) { userErrors { code } } }';
    expect(await api.errorCodes(approve, { input })).toEqual(['FORBIDDEN']);
    expect(await api.errorCodes('{ registrations(first: 1) { totalCount } }')).toEqual(['FORBIDDEN']);
    expect(await server.api.errorCodes(approve, { input })).toEqual(['UNAUTHENTICATED']);
    const create =
      'mutation ($input: CreateRegistrationInput!) { createRegistration(input: $input) { userErrors { code } } }';
    expect(await server.api.errorCodes(create, { input: company })).toEqual(['UNAUTHENTICATED']);
  });

  test('a draft is hidden from reviewers until it is submitted', async () => {
    const api = await applicant();
    const registrationId = await draftWithLicence(api);
    const reviewer = await reviewerOf(server);
    const query = 'query ($id: ID!) { registration(id: $id) { state } }';
    expect(await reviewer.errorCodes(query, { id: registrationId })).toEqual(['NOT_FOUND']);
    await mutate(api, 'submitRegistration', { registrationId });
    expect(await reviewer.succeed(query, { id: registrationId })).toEqual({
      registration: { state: 'SUBMITTED' },
    });
  });
});

describe('two decisions at once', () => {
  test.each([
    { told: 'which version they have seen', versioned: true, loser: 'VERSION_CONFLICT' },
    { told: 'nothing', versioned: false, loser: 'ILLEGAL_STATE' },
  ])('of two reviewers who say $told, one wins and the other gets $loser', async ({ versioned, loser }) => {
    const api = await applicant();
    const registrationId = await submitted(api);
    const { version } = await read(api, registrationId);
    const input = versioned ? { registrationId, expectedVersion: version } : { registrationId };
    const reviewer = await reviewerOf(server);
    const codes = await Promise.all([
      codeOf(reviewer, 'approveRegistration', input),
      codeOf(reviewer, 'rejectRegistration', { ...input, reason: 'No.' }),
      codeOf(reviewer, 'approveRegistration', input),
    ]);
    expect(codes.toSorted()).toEqual(['DONE', loser, loser].toSorted());
    const { state, organizationId } = await read(api, registrationId);
    expect(state === 'APPROVED').toBe(organizationId !== null);
  });
});

describe('watching', () => {
  test('the applicant gets the present state, then each new one, then the end', async () => {
    const api = await applicant();
    const registrationId = await draftWithLicence(api);
    const progress = api.subscribe<{
      registrationProgress: { state: string; organizationId: string | null };
    }>('subscription ($id: ID!) { registrationProgress(id: $id) { state organizationId } }', {
      id: registrationId,
    });
    expect(await progress.next()).toEqual({ registrationProgress: { state: 'DRAFT', organizationId: null } });
    await mutate(api, 'submitRegistration', { registrationId });
    expect(await progress.next()).toEqual({
      registrationProgress: { state: 'SUBMITTED', organizationId: null },
    });
    await mutate(await reviewerOf(server), 'approveRegistration', { registrationId });
    expect(await progress.next()).toEqual({
      registrationProgress: { state: 'APPROVED', organizationId: expect.any(String) },
    });
    expect(await progress.next()).toBeUndefined();
    await progress.close();
  });
});

describe('lists', () => {
  interface List {
    readonly totalCount: number;
    readonly edges: { node: { id: string } }[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }
  const page = 'totalCount edges { node { id } } pageInfo { hasNextPage endCursor }';

  test("one's own come newest first and page by page, each once", async () => {
    const api = await applicant();
    const made: string[] = [];
    for (const shortName of ['一', '二', '三']) {
      made.push((await changeRegistration(api, 'createRegistration', { ...company, shortName })).id);
    }
    const query = `query ($first: Int!, $after: String) { list: myRegistrations(first: $first, after: $after) { ${page} } }`;
    const one = (await api.succeed<{ list: List }>(query, { first: 2 })).list;
    const two = (await api.succeed<{ list: List }>(query, { first: 2, after: one.pageInfo.endCursor })).list;
    expect([...one.edges, ...two.edges].map(({ node }) => node.id)).toEqual(made.toReversed());
    expect([one.totalCount, one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([3, true, false]);
  });

  test('reviewers get the longest waiting first, in the state they ask for, page by page', async () => {
    const made = [
      await submitted(await applicant()),
      await submitted(await applicant()),
      await submitted(await applicant()),
    ];
    const reviewer = await reviewerOf(server);
    const query = `query ($first: Int!, $after: String, $state: RegistrationState) {
      list: registrations(first: $first, after: $after, state: $state) { ${page} } }`;
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { list }: { list: List } = await reviewer.succeed(query, { first: 2, after, state: 'SUBMITTED' });
      seen.push(...list.edges.map(({ node }) => node.id));
      expect(list.totalCount).toBeGreaterThanOrEqual(made.length);
      if (!list.pageInfo.hasNextPage) break;
      after = list.pageInfo.endCursor;
    }
    expect(seen.slice(-made.length)).toEqual(made);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each([
    ['a page of a million', { first: 1_000_000 }],
    ['a page of none', { first: 0 }],
    ['a cursor that is none', { first: 1, after: 'nonsense' }],
    ['a cursor of another list', { first: 1, after: Buffer.from('["a",1]').toString('base64url') }],
    [
      'a cursor beyond time',
      { first: 1, after: Buffer.from('[9007199254740991,"x"]').toString('base64url') },
    ],
  ])('%s is refused as bad input', async (_, variables) => {
    const reviewer = await reviewerOf(server);
    const query =
      'query ($first: Int!, $after: String) { registrations(first: $first, after: $after) { totalCount } }';
    expect(await reviewer.errorCodes(query, variables)).toEqual(['BAD_USER_INPUT']);
  });
});
