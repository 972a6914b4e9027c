import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readUpload, takeUpload, type UploadClaim } from '#modules/operation/public.js';
import { parseGlobalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile } from '../support/world.js';

const CREATE = `mutation ($input: CreateUploadInput!) {
  createUpload(input: $input) { upload { id url maxBytes expiresAt state fileName } userErrors { code field } }
}`;
const READ = 'query ($id: ID!) { upload(id: $id) { state bytes sha256 url fileName contentType } }';

interface NewUpload {
  readonly id: string;
  readonly url: string;
  readonly maxBytes: number;
}

type Created = {
  createUpload: { upload: NewUpload | null; userErrors: { code: string; field: string[] }[] };
};

/** What a condition on the row of an upload can ask for. */
const SOME_CHUNK = 'exists (select from upload_chunk where upload_id = id)';

const newPerson = (server: TestServer): Promise<Api> => server.signIn(newMobile());

const idOf = (upload: NewUpload): string => parseGlobalId(upload.id)?.id ?? '';

const put = (url: string, body: NonNullable<RequestInit['body']>): Promise<Response> =>
  fetch(url, { method: 'PUT', body });

async function announce(api: Api, input: object = {}): Promise<NewUpload> {
  const given = { purpose: 'DIRECTORY_MEMBERS', fileName: '成员.csv', ...input };
  const { createUpload } = await api.succeed<Created>(CREATE, { input: given });
  if (!createUpload.upload) throw new Error(JSON.stringify(createUpload.userErrors));
  return createUpload.upload;
}

async function codeOf(answer: Response): Promise<unknown> {
  const body = (await answer.json()) as { errors: { extensions: { code: string } }[] };
  return [answer.status, body.errors[0]?.extensions.code];
}

/** What takeUpload says to whoever `api` is: the file, or the codes of the refusals. */
async function take(
  server: TestServer,
  api: Api,
  upload: NewUpload,
  claim: Partial<UploadClaim> = {},
): Promise<unknown> {
  const { viewer } = await api.succeed<{ viewer: { personId: string } }>('{ viewer { personId } }');
  const { personId } = viewer;
  const taken = await server.app.database.transaction((tx) =>
    takeUpload(tx, {
      uploadId: idOf(upload),
      personId,
      purpose: 'DIRECTORY_MEMBERS',
      field: 'uploadId',
      ...claim,
    }),
  );
  return taken.ok ? taken.value : taken.error.map(({ code }) => code);
}

async function chunksOf(server: TestServer, upload: NewUpload): Promise<number> {
  const row = await server.app.database.row<{ count: number }>(
    'select count(*) as count from upload_chunk where upload_id = $1',
    [idOf(upload)],
  );
  return row?.count ?? 0;
}

/** Settles when the database satisfies the condition about this upload. */
async function until(server: TestServer, upload: NewUpload, condition: string): Promise<void> {
  while (
    !(await server.app.database.row(`select 1 from upload where id = $1 and ${condition}`, [idOf(upload)]))
  );
}

describe('uploads', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('a file of several chunks comes back byte for byte, with its size and SHA-256', async () => {
    const api = await newPerson(server);
    const upload = await announce(api, { contentType: 'text/csv' });
    const file = randomBytes(1_500_001);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const answer = await put(upload.url, file);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ bytes: file.length, sha256 });
    expect(await api.succeed(READ, { id: upload.id })).toEqual({
      upload: {
        state: 'COMPLETE',
        bytes: file.length,
        sha256,
        url: null,
        fileName: '成员.csv',
        contentType: 'text/csv',
      },
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of readUpload(server.app.database, idOf(upload))) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(file)).toBe(true);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(256 * 1024);
  });

  test('the body may be of any content type, JSON that is none included', async () => {
    const upload = await announce(await newPerson(server));
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(upload.url, { method: 'PUT', body: '{"half":', headers })).status).toBe(201);
  });

  test('an empty file is received: what it means is for whoever uses it to say', async () => {
    const upload = await announce(await newPerson(server));
    expect(await (await put(upload.url, '')).json()).toMatchObject({ bytes: 0 });
  });

  test.each([
    ['signature', (url: URL) => url.searchParams.set('signature', 'A'.repeat(43))],
    ['end of life', (url: URL) => url.searchParams.set('expires', '9999999999')],
    ['id', (url: URL) => (url.pathname = '/uploads/01890000-0000-7000-8000-000000000000')],
    ['query', (url: URL) => (url.search = '')],
  ])('a URL whose %s was changed is refused and stores nothing', async (_what, change) => {
    const upload = await announce(await newPerson(server));
    const url = new URL(upload.url);
    change(url);
    expect(await codeOf(await put(url.href, 'x'))).toEqual([403, 'FORBIDDEN']);
    expect(await chunksOf(server, upload)).toBe(0);
  });

  test('a file is sent once: a second PUT is refused and the first stays', async () => {
    const api = await newPerson(server);
    const upload = await announce(api);
    await put(upload.url, 'first');
    expect(await codeOf(await put(upload.url, 'second'))).toEqual([409, 'UPLOAD_COMPLETE']);
    expect(await api.succeed(READ, { id: upload.id })).toMatchObject({ upload: { bytes: 5 } });
  });

  test('of two requests that send the same file at once, the second is refused while the first goes on', async () => {
    const upload = await announce(await newPerson(server));
    const first = request(upload.url, { method: 'PUT' });
    first.write(Buffer.alloc(200_000, 'a'));
    await until(server, upload, SOME_CHUNK);
    expect(await codeOf(await put(upload.url, 'other'))).toEqual([409, 'UPLOAD_BUSY']);
    first.end('end');
    const [answer] = (await once(first, 'response')) as [IncomingMessage];
    expect([answer.statusCode, JSON.parse(await text(answer))]).toMatchObject([201, { bytes: 200_003 }]);
  });

  test('a connection that is cut leaves nothing, and the file can be sent again', async () => {
    const upload = await announce(await newPerson(server));
    const sending = request(upload.url, { method: 'PUT', headers: { 'content-length': '10000000' } });
    sending.on('error', () => undefined).write(Buffer.alloc(600_000, 'a'));
    await until(server, upload, SOME_CHUNK);
    sending.destroy();
    await until(server, upload, 'receiver is null');
    expect(await chunksOf(server, upload)).toBe(0);
    expect(await (await put(upload.url, 'whole')).json()).toMatchObject({ bytes: 5 });
  });

  test('a receiver that died with its process is replaced after a minute, and nothing it stored is mixed in', async () => {
    const upload = await announce(await newPerson(server));
    await server.app.database.run(
      `update upload set receiver = id, receiver_seen_at = assent_now() - interval '61 seconds' where id = $1`,
      [idOf(upload)],
    );
    await server.app.database.run(`insert into upload_chunk values ($1, 0, 'stale'), ($1, 1, 'stale')`, [
      idOf(upload),
    ]);
    expect((await put(upload.url, 'fresh')).status).toBe(201);
    expect(await chunksOf(server, upload)).toBe(1);
  });

  test('a file that announces more than its purpose allows is refused before any of it is read', async () => {
    const upload = await announce(await newPerson(server), { purpose: 'REGISTRATION_DOCUMENT' });
    const headers = { 'content-length': String(upload.maxBytes + 1) };
    const sending = request(upload.url, { method: 'PUT', headers });
    sending.flushHeaders();
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    sending.on('error', () => undefined).destroy();
    expect(answer.statusCode).toBe(413);
  });

  test('a file that turns out larger than its purpose allows is refused on the way and leaves nothing', async () => {
    const api = await newPerson(server);
    const upload = await announce(api, { purpose: 'REGISTRATION_DOCUMENT' });
    const stream = new Blob([Buffer.alloc(upload.maxBytes), 'x']).stream();
    const answer = await fetch(upload.url, { method: 'PUT', body: stream, duplex: 'half' });
    expect(await codeOf(answer)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await chunksOf(server, upload)).toBe(0);
    expect(await api.succeed(READ, { id: upload.id })).toMatchObject({ upload: { state: 'WAITING' } });
  });

  test('a file of exactly the size that its purpose allows is received', async () => {
    const upload = await announce(await newPerson(server), { purpose: 'REGISTRATION_DOCUMENT' });
    expect((await put(upload.url, Buffer.alloc(upload.maxBytes))).status).toBe(201);
  });

  describe('announcing', () => {
    test('needs somebody who is signed in', async () => {
      const input = { purpose: 'DIRECTORY_MEMBERS', fileName: 'a.csv' };
      expect(await server.api.errorCodes(CREATE, { input })).toEqual(['UNAUTHENTICATED']);
    });

    test.each([
      ['fileName', 'REQUIRED', { fileName: '  ' }],
      ['fileName', 'TOO_LONG', { fileName: 'a'.repeat(256) }],
      ['fileName', 'INVALID_TEXT', { fileName: 'a\u202Efdp.exe' }],
      ['fileName', 'INVALID_TEXT', { fileName: 'a\0.csv' }],
      ['contentType', 'INVALID_CONTENT_TYPE', { contentType: 'text' }],
      ['contentType', 'INVALID_CONTENT_TYPE', { contentType: 'text/csv\r\nx: y' }],
    ])('a wrong %s is refused with %s', async (field, code, wrong) => {
      const api = await newPerson(server);
      const input = { purpose: 'DIRECTORY_MEMBERS', fileName: 'a.csv', ...wrong };
      expect(await api.succeed(CREATE, { input })).toMatchObject({
        createUpload: { upload: null, userErrors: [{ code, field: [field] }] },
      });
    });

    test('at most 20 files of one person wait to be used', async () => {
      const api = await newPerson(server);
      for (let count = 0; count < 20; count++) await announce(api);
      const input = { purpose: 'DIRECTORY_MEMBERS', fileName: 'a.csv' };
      expect(await api.succeed(CREATE, { input })).toMatchObject({
        createUpload: { userErrors: [{ code: 'TOO_MANY_UPLOADS' }] },
      });
    });

    test("somebody else's upload is as if it were not there", async () => {
      const upload = await announce(await newPerson(server));
      const other = await newPerson(server);
      expect(await other.errorCodes(READ, { id: upload.id })).toEqual(['NOT_FOUND']);
      expect(await other.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: upload.id })).toEqual({
        node: null,
      });
    });
  });

  describe('taking', () => {
    test('gives what was received, and can be done again', async () => {
      const api = await newPerson(server);
      const upload = await announce(api);
      await put(upload.url, 'abc');
      const taken = { fileName: '成员.csv', contentType: 'application/octet-stream', bytes: 3 };
      expect(await take(server, api, upload)).toMatchObject(taken);
      expect(await take(server, api, upload)).toMatchObject(taken);
    });

    test("refuses somebody else's file, and one that is for another organization", async () => {
      const api = await newPerson(server);
      const organizationId = '01890000-0000-7000-8000-000000000001';
      const upload = await announce(api, {
        organizationId: Buffer.from(`Organization:${organizationId}`).toString('base64url'),
      });
      await put(upload.url, 'abc');
      expect(await take(server, await newPerson(server), upload)).toEqual(['UPLOAD_UNKNOWN']);
      expect(
        await take(server, api, upload, { organizationId: '01890000-0000-7000-8000-000000000002' }),
      ).toEqual(['UPLOAD_UNKNOWN']);
      expect(await take(server, api, upload, { organizationId })).toMatchObject({ bytes: 3 });
    });

    test('refuses a file for another purpose', async () => {
      const api = await newPerson(server);
      const upload = await announce(api);
      await put(upload.url, 'abc');
      expect(await take(server, api, upload, { purpose: 'GROUP_EXPORT' })).toEqual(['UPLOAD_WRONG_PURPOSE']);
    });

    test('refuses a file that has not been received', async () => {
      const api = await newPerson(server);
      expect(await take(server, api, await announce(api))).toEqual(['UPLOAD_NOT_RECEIVED']);
    });
  });
});

describe('uploads as time passes', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  /** Runs the scheduled removal now; settles when it is done. */
  async function sweep(): Promise<void> {
    const { database } = server.app;
    await database.run(
      `select graphile_worker.add_job('operation:remove-expired-uploads', '{}', job_key => 'sweep')`,
    );
    while (await database.row(`select 1 from graphile_worker.jobs where key = 'sweep'`));
  }

  test.each([
    ['works a minute before', '59 minutes', 201],
    ['is gone a minute after', '61 minutes', 410],
  ])('the URL %s its hour is over', async (_what, interval, status) => {
    const upload = await announce(await newPerson(server));
    await server.travel(interval);
    expect((await put(upload.url, 'x')).status).toBe(status);
  });

  test('a file that nothing has used within a day cannot be used any more', async () => {
    const api = await newPerson(server);
    const upload = await announce(api);
    await put(upload.url, 'x');
    await server.travel('25 hours');
    expect(await take(server, api, upload)).toEqual(['UPLOAD_EXPIRED']);
  });

  test('what has expired is removed, sent or not; what was used stays a week, and a document for good', async () => {
    const api = await newPerson(server);
    const [waiting, unused, used, document] = await Promise.all([
      announce(api),
      announce(api),
      announce(api),
      announce(api, { purpose: 'REGISTRATION_DOCUMENT' }),
    ]);
    for (const { url } of [unused, used, document]) await put(url, 'x');
    await take(server, api, used);
    await take(server, api, document, { purpose: 'REGISTRATION_DOCUMENT' });

    const left = async (): Promise<string[]> => {
      await sweep();
      const rows = await server.app.database.rows<{ id: string }>('select id from upload');
      return rows.map(({ id }) => id).toSorted();
    };
    expect(await left()).toEqual([waiting, unused, used, document].map(idOf).toSorted());
    await server.travel('25 hours');
    expect(await left()).toEqual([used, document].map(idOf).toSorted());
    await server.travel('8 days');
    expect(await left()).toEqual([idOf(document)]);
    expect(await codeOf(await put(waiting.url, 'late'))).toEqual([410, 'UPLOAD_EXPIRED']);
  });

  test('a file that is still being received when its URL expires is received to its end', async () => {
    const upload = await announce(await newPerson(server));
    const sending = request(upload.url, { method: 'PUT' });
    sending.write(Buffer.alloc(200_000, 'a'));
    await until(server, upload, SOME_CHUNK);
    await server.travel('61 minutes');
    // Its receiver is alive, which a real hour would show by what it has stored meanwhile.
    await server.app.database.run('update upload set receiver_seen_at = assent_now() where id = $1', [
      idOf(upload),
    ]);
    await sweep();
    sending.end('end');
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    expect([answer.statusCode, JSON.parse(await text(answer))]).toMatchObject([201, { bytes: 200_003 }]);
  });
});
