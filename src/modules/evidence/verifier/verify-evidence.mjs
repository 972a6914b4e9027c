#!/usr/bin/env node
/**
 * Verifies an evidence pack of Assent without its server: `node verify-evidence.mjs FILE [--key HEX] [--json]`.
 * It needs Node.js 18 or later and nothing else, reads the ZIP by itself, and writes nothing. One line a check, then
 * `verified` (exit status 0) or `NOT VERIFIED: …` (1). `--key` is the server's public key as `Query.evidenceKey` told
 * it: without it a pack that somebody made and signed with a key of their own verifies as well.
 *
 * VERIFY.md in the pack says what each check is good for and how to do it by hand.
 */
import { createHash, createPublicKey, verify as isSignature } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createInflateRaw } from 'node:zlib';

const FORMAT = 'assent/evidence/1';
const ENTRIES_MAX = 64;
const FILE_MAX = 0xffff_fffe;
const MANIFEST_MAX = 1024 * 1024;
const LINE_MAX = 4 * 1024 * 1024;
const PIECE = 64 * 1024;

/** What is wrong with a pack, in words for whoever verifies it. */
class Wrong extends Error {}

function demand(condition, message) {
  if (!condition) throw new Wrong(message);
}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const sha256Hex = (...parts) => sha256(...parts).toString('hex');
const isHex = (text, digits) =>
  typeof text === 'string' && text.length === digits && /^[0-9a-f]*$/.test(text);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// ---------------------------------------------------------------------------------------------------------- the ZIP

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const COMMENT = new RegExp(`^${FORMAT} ([0-9a-f]{128})$`);
const COMMENT_BYTES = FORMAT.length + 1 + 128;
const END_BYTES = 22;
/** 1 January 1980, 00:00: every pack's files have the same time. */
const DOS_DATE = 0x0021;
/** A regular file that its owner writes and all read. */
const ATTRIBUTES = (0o100644 << 16) >>> 0;
const DESCRIPTOR_FOLLOWS = 8;

function localHeader({ flags, method, crc, packed, bytes, name }) {
  const known = (flags & DESCRIPTOR_FOLLOWS) === 0;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt32LE(known ? crc : 0, 14);
  header.writeUInt32LE(known ? packed : 0, 18);
  header.writeUInt32LE(known ? bytes : 0, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function descriptor({ flags, crc, packed, bytes }) {
  if ((flags & DESCRIPTOR_FOLLOWS) === 0) return Buffer.alloc(0);
  const after = Buffer.alloc(16);
  after.writeUInt32LE(0x08074b50, 0);
  after.writeUInt32LE(crc, 4);
  after.writeUInt32LE(packed, 8);
  after.writeUInt32LE(bytes, 12);
  return after;
}

function centralRecord({ flags, method, crc, packed, bytes, name, offset }) {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(0x033f, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(method, 10);
  record.writeUInt16LE(DOS_DATE, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(packed, 20);
  record.writeUInt32LE(bytes, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt32LE(ATTRIBUTES, 38);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, Buffer.from(name)]);
}

function endRecord({ count, size, offset }) {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(COMMENT_BYTES, 20);
  return end;
}

/**
 * The files of a ZIP that is exactly as a pack is written: one after the other from the first byte to the last, every
 * header as its twin says, no name twice, no folder, no comment but the seal, nothing between.
 */
async function readArchive(source) {
  const bodyEnd = source.size - END_BYTES - COMMENT_BYTES;
  demand(bodyEnd > 0 && source.size <= FILE_MAX, 'this is no evidence pack: its size cannot be right');
  const tail = await source.read(bodyEnd, END_BYTES + COMMENT_BYTES);
  const [count, size, offset] = [tail.readUInt16LE(10), tail.readUInt32LE(12), tail.readUInt32LE(16)];
  demand(
    tail.subarray(0, END_BYTES).equals(endRecord({ count, size, offset })),
    'the end of the ZIP is not as written',
  );
  demand(count >= 1 && count <= ENTRIES_MAX, `a pack has 1 to ${ENTRIES_MAX} files, not ${count}`);
  demand(offset + size === bodyEnd, "the ZIP's directory does not end where it must");
  demand(size <= ENTRIES_MAX * 110, "the ZIP's directory is too large");
  const seal = COMMENT.exec(tail.toString('latin1', END_BYTES));
  demand(seal, 'the ZIP has no seal');
  const files = entriesOf(await source.read(offset, size), count);
  let at = 0;
  for (const file of files) {
    demand(file.offset === at, `${file.name} does not begin where it must`);
    const header = localHeader(file);
    const after = descriptor(file);
    file.start = at + header.length;
    demand(
      (await source.read(at, header.length)).equals(header),
      `the header of ${file.name} is not as written`,
    );
    at = file.start + file.packed;
    demand(at + after.length <= offset, `${file.name} reaches beyond its place`);
    demand(
      (await source.read(at, after.length)).equals(after),
      `what follows ${file.name} is not as written`,
    );
    at += after.length;
  }
  demand(at === offset, 'there are bytes between the files and the directory');
  return {
    files: new Map(files.map((file) => [file.name, file])),
    seal: seal[1],
    sealedBytes: source.size - COMMENT_BYTES,
  };
}

function entriesOf(directory, count) {
  const files = [];
  const names = new Set();
  let at = 0;
  while (files.length < count) {
    demand(at + 46 <= directory.length, "the ZIP's directory is cut off");
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const name = directory.toString('latin1', at + 46, nameEnd);
    demand(NAME.test(name), 'a file in the ZIP has a name that no file of a pack has');
    demand(!names.has(name.toLowerCase()), `${name} is in the ZIP twice`);
    names.add(name.toLowerCase());
    const file = {
      name,
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    demand(
      file.method === 8 || (file.method === 0 && file.packed === file.bytes),
      `${name} is packed in an unknown way`,
    );
    demand(file.flags === 0x0800 || file.flags === 0x0808, `${name} has unknown flags`);
    demand(
      directory.subarray(at, nameEnd).equals(centralRecord(file)),
      `the directory's record of ${name} is not as written`,
    );
    files.push(file);
    at = nameEnd;
  }
  demand(at === directory.length, "there is more in the ZIP's directory than its files");
  return files;
}

async function* pieces(source, start, length) {
  for (let at = start; at < start + length; at += PIECE) {
    yield await source.read(at, Math.min(PIECE, start + length - at));
  }
}

/** A file's bytes as they were packed. Stops before it gives more than the directory says: no bomb goes off. */
async function* unpacked(source, file) {
  const packed = pieces(source, file.start, file.packed);
  if (file.method === 0) return yield* packed;
  const inflate = createInflateRaw();
  const from = Readable.from(packed).on('error', (error) => inflate.destroy(error));
  let bytes = 0;
  try {
    for await (const piece of from.pipe(inflate)) {
      bytes += piece.length;
      demand(bytes <= file.bytes, `${file.name} is larger than the ZIP says`);
      yield piece;
    }
  } finally {
    from.destroy();
    inflate.destroy();
  }
  demand(inflate.bytesWritten === file.packed, `there are bytes behind the end of ${file.name}`);
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(piece, before) {
  let crc = ~before;
  for (let at = 0; at < piece.length; at++) crc = CRC_TABLE[(crc ^ piece[at]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Reads a file to its end, gives each piece to `take`, and returns its bytes and SHA-256. */
async function readThrough(source, file, take) {
  const hash = createHash('sha256');
  let crc = 0;
  let bytes = 0;
  for await (const piece of unpacked(source, file)) {
    hash.update(piece);
    crc = crc32(piece, crc);
    bytes += piece.length;
    take(piece);
  }
  demand(bytes === file.bytes && crc === file.crc, `${file.name} is not what the ZIP's directory says`);
  return { bytes, sha256: hash.digest('hex') };
}

async function readSmall(source, archive, name, max) {
  const file = archive.files.get(name);
  demand(file, `${name} is missing`);
  demand(file.bytes <= max, `${name} is too large`);
  const parts = [];
  await readThrough(source, file, (piece) => parts.push(piece));
  return Buffer.concat(parts);
}

/** Cuts pieces into lines, each of them JSON, and gives them to `take`. `end` demands that the last one is whole. */
function lineReader(name, take) {
  let rest = Buffer.alloc(0);
  let number = 0;
  return {
    take(piece) {
      let buffer = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10)) {
        number += 1;
        take(parse(buffer.subarray(0, end), `${name}, line ${number}`), number);
        buffer = buffer.subarray(end + 1);
      }
      demand(buffer.length <= LINE_MAX, `${name}, line ${number + 1} is too long`);
      rest = Buffer.from(buffer);
    },
    end() {
      demand(rest.length === 0, `${name} ends in the middle of a line`);
      return number;
    },
  };
}

function parse(bytes, where) {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as everything that is no JSON object.
  }
  throw new Wrong(`${where} is not a JSON object`);
}

// --------------------------------------------------------------------------------------------- manifest and signatures

function publicKeyOf(hex) {
  demand(isHex(hex, 64), 'the public key is not 64 hexadecimal digits');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

function signed(kind, digest, publicKey, signature) {
  const message = Buffer.from(`${FORMAT} ${kind} ${digest}`);
  return isSignature(null, message, publicKeyOf(publicKey), Buffer.from(signature, 'hex'));
}

const REQUIRED = [
  'upgrade.json',
  'notices.jsonl',
  'roster.jsonl',
  'rounds.jsonl',
  'events.jsonl',
  'receipts.jsonl',
  'deliveries.jsonl',
  'history.json',
  'audit.jsonl',
];

async function readManifest(source, archive) {
  const bytes = await readSmall(source, archive, 'manifest.json', MANIFEST_MAX);
  const manifest = parse(bytes, 'manifest.json');
  demand(
    manifest.format === FORMAT,
    `the pack has the format ${String(manifest.format)}; this verifier knows ${FORMAT}`,
  );
  demand(Array.isArray(manifest.files), 'the manifest lists no files');
  const listed = manifest.files.map((file) => file.name);
  const inside = [...archive.files.keys()].filter(
    (name) => name !== 'manifest.json' && name !== 'manifest.sig',
  );
  demand(same(listed, inside), 'the manifest does not list the files that are in the pack');
  for (const name of REQUIRED) demand(listed.includes(name), `${name} is missing`);
  return { manifest, digest: sha256Hex(bytes) };
}

async function checkSignature(source, archive, { manifest, digest }) {
  const text = (await readSmall(source, archive, 'manifest.sig', 1024)).toString('utf8');
  const { signature } = parse(Buffer.from(text), 'manifest.sig');
  const { publicKey } = manifest;
  demand(isHex(signature, 128), 'the signature is not 128 hexadecimal digits');
  const written = { algorithm: 'Ed25519', publicKey, sha256: digest, signature };
  demand(text === `${JSON.stringify(written, null, 2)}\n`, 'manifest.sig does not belong to this manifest');
  demand(signed('manifest', digest, publicKey, signature), 'the signature of the manifest is wrong');
  return `by ${publicKey}`;
}

async function checkSeal(source, archive, { manifest }) {
  const hash = createHash('sha256');
  for await (const piece of pieces(source, 0, archive.sealedBytes)) hash.update(piece);
  demand(
    signed('archive', hash.digest('hex'), manifest.publicKey, archive.seal),
    'a byte of the ZIP is not as it was sealed',
  );
  return `${source.size} bytes`;
}

// ------------------------------------------------------------------------------------------------------- the contents

/** What an invitation can turn into. */
const STEPS = {
  BLOCKED: ['BLOCKED', 'PENDING', 'REVOKED', 'EXCLUDED'],
  PENDING: ['BLOCKED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'REVOKED', 'EXCLUDED'],
  ACCEPTED: ['PENDING', 'DECLINED', 'WITHDRAWN', 'REVOKED', 'INCLUDED', 'EXCLUDED'],
  DECLINED: ['PENDING', 'BLOCKED', 'ACCEPTED', 'REVOKED', 'EXCLUDED'],
  EXPIRED: ['PENDING', 'BLOCKED', 'REVOKED', 'EXCLUDED'],
  REVOKED: ['PENDING', 'BLOCKED', 'EXCLUDED'],
  WITHDRAWN: ['PENDING', 'BLOCKED', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXCLUDED'],
  INCLUDED: [],
  EXCLUDED: [],
};
const STATES = Object.keys(STEPS);
const UPGRADE_STEPS = {
  INVITING: ['COOLING_OFF', 'PAUSED', 'CANCELLED'],
  COOLING_OFF: ['INVITING', 'COMPLETED', 'PAUSED', 'CANCELLED'],
  PAUSED: ['INVITING', 'COOLING_OFF', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};
const TERMINAL = ['INCLUDED', 'EXCLUDED'];
const ANSWERS = ['ACCEPTED', 'DECLINED', 'WITHDRAWN'];
/** Why an answer was taken back when its giver's data was erased: nobody gave it, and it has no receipt. */
const ERASED = 'ERASED';

const isErasure = ({ toState, reason }) => toState === 'WITHDRAWN' && reason === ERASED;

/**
 * Plays the log of the upgrade again: its own states, what each invitation became, the counters, and the steps that are
 * answers, each with the round and the number of changes of the text before it.
 */
function eventLog() {
  const invitations = new Map();
  const answers = new Map();
  const counters = Object.fromEntries(STATES.map((state) => [state, 0]));
  let sequence = 0;
  let state = null;
  let proved = null;
  let textChanges = 0;
  let round = 1;
  const stepOfUpgrade = (event, where) => {
    demand(event.fromState === state, `${where} begins at another state than the upgrade had`);
    const next = state === null ? ['INVITING'] : UPGRADE_STEPS[state];
    demand(
      next.includes(event.toState),
      `${where}: an upgrade cannot turn from ${state} to ${event.toState}`,
    );
    state = event.toState;
  };
  return {
    invitations,
    answers,
    counters,
    get sequence() {
      return sequence;
    },
    get state() {
      return state;
    },
    get proved() {
      return proved;
    },
    get textChanges() {
      return textChanges;
    },
    get round() {
      return round;
    },
    take(event) {
      sequence += 1;
      const where = `event ${sequence}`;
      demand(event.sequence === sequence, `after event ${sequence - 1} comes event ${event.sequence}`);
      if (event.type === 'INVITATION_CREATED') {
        demand(!invitations.has(event.invitationId), `${where}: the invitation was made before`);
        demand(STATES.includes(event.toState), `${where} leads to no state`);
        invitations.set(event.invitationId, { state: event.toState, terminal: 0 });
        counters[event.toState] += 1;
      } else if (event.type === 'INVITATION_CHANGED') {
        demand(
          UPGRADE_STEPS[state]?.length > 0,
          `${where}: an invitation changes after the end of the upgrade`,
        );
        const invitation = invitations.get(event.invitationId);
        demand(invitation, `${where} is about an invitation that was never made`);
        demand(
          invitation.state === event.fromState,
          `${where} begins at another state than the invitation had`,
        );
        demand(
          STEPS[event.fromState].includes(event.toState),
          `${where}: an invitation cannot turn from ${event.fromState} to ${event.toState}`,
        );
        counters[event.fromState] -= 1;
        counters[event.toState] += 1;
        invitation.state = event.toState;
        if (TERMINAL.includes(event.toState)) invitation.terminal += 1;
        if (!ANSWERS.includes(event.toState)) return;
        demand(
          state !== 'PAUSED' || event.fromState === 'ACCEPTED',
          `${where}: somebody answers while the upgrade is paused, and takes no yes back`,
        );
        invitation.answeredAt = sequence;
        answers.set(sequence, { ...event, textChanges, round });
      } else if (event.type === 'NOTICE_CHANGED') textChanges += 1;
      else if (event.type === 'ROUND_STARTED') round += 1;
      else if (event.type === 'HISTORY_PROVED') proved = event.reason;
      else if (event.toState !== null) stepOfUpgrade(event, where);
    },
  };
}

function checkEvents(log, upgrade) {
  demand(
    log.sequence === upgrade.sequence,
    `the log has ${log.sequence} events; the upgrade stands at ${upgrade.sequence}`,
  );
  demand(same(log.counters, upgrade.counters), 'the counters of the upgrade are not the sum of its log');
  demand(log.state === upgrade.state, `the upgrade is ${upgrade.state}; its log says ${log.state}`);
  demand(log.round === upgrade.round, `the upgrade is in round ${upgrade.round}, its log in ${log.round}`);
  return `1 to ${log.sequence} without a gap, counters equal their sum`;
}

function checkOutcomes(log, upgrade, roster) {
  demand(
    roster.size === log.invitations.size,
    `${roster.size} on the roster, ${log.invitations.size} in the log`,
  );
  for (const [id, { state, terminal }] of log.invitations) {
    demand(roster.get(id)?.state === state, `the roster's outcome of the invitation ${id} is not the log's`);
    demand(
      terminal === (upgrade.state === 'COMPLETED' ? 1 : 0),
      `the invitation ${id} has ${terminal} final outcomes`,
    );
  }
  const reasons = { blocked: {}, excluded: {} };
  for (const { blockedReason, exclusionReason, state } of roster.values()) {
    demand(
      (exclusionReason !== null) === (state === 'EXCLUDED'),
      'somebody is excluded without a reason, or has one without being so',
    );
    demand(
      (blockedReason !== null) === (state === 'BLOCKED'),
      'somebody is blocked without a reason, or has one without being so',
    );
    if (blockedReason) reasons.blocked[blockedReason] = (reasons.blocked[blockedReason] ?? 0) + 1;
    if (exclusionReason) reasons.excluded[exclusionReason] = (reasons.excluded[exclusionReason] ?? 0) + 1;
  }
  for (const kind of ['blocked', 'excluded']) {
    const [counted, told] = [Object.entries(reasons[kind]), upgrade.reasons[kind]];
    const equal =
      counted.length === Object.keys(told).length &&
      counted.every(([reason, count]) => told[reason] === count);
    demand(equal, `the reasons of the ${kind} do not add up`);
  }
  return `${roster.size} invitations, ${log.counters.INCLUDED} included, ${log.counters.EXCLUDED} excluded`;
}

/**
 * The editions have no gap and end with the present one. They begin with 1, or with 0 where the upgrade was open when
 * notices came; one that was over by then has none.
 */
function checkNotices(notices, upgrade, log) {
  for (const { edition, textEn, textZh, digestEn, digestZh } of notices.values()) {
    demand(
      sha256Hex(textEn) === digestEn && sha256Hex(textZh) === digestZh,
      `the digest of edition ${edition} is not its text's`,
    );
  }
  const editions = [...notices.keys()];
  const first = editions[0] ?? 1;
  demand(first === 0 || first === 1, 'the first edition of the text is missing');
  demand(
    editions.every((edition, index) => edition === first + index),
    'an edition of the text is missing',
  );
  if (editions.length === 0) {
    demand(UPGRADE_STEPS[upgrade.state]?.length === 0, 'an upgrade that is open asks about no text');
    return 'none: the upgrade was over before there were notices';
  }
  demand(editions.at(-1) === upgrade.noticeEdition, 'the editions do not end with the present one');
  demand(log.textChanges === editions.length - 1, 'the log does not tell of every edition of the text');
  return `${notices.size} editions`;
}

const TERMS = ['retentionDays', 'confidentiality', 'lateHistory'];

const sameTerms = (one, other) => TERMS.every((name) => one[name] === other[name]);

/**
 * What each edition promised: what the audit entry says by which it came, and, once the group has taken over, what the
 * group was handed. Editions and groups from before promises were kept on record have none in the audit trail.
 */
function checkTerms(notices, upgrade, told) {
  for (const [edition, terms] of told.editions)
    demand(
      sameTerms(notices.get(edition)?.terms ?? {}, terms),
      `the audit trail tells of other terms of edition ${edition}`,
    );
  const agreed = notices.get(upgrade.noticeEdition)?.terms;
  if (!agreed) return 'none: the pack is older than promises on record';
  for (const terms of [upgrade.groupTerms, told.handedOver])
    demand(!terms || sameTerms(terms, agreed), 'the group was handed other terms than were agreed to');
  demand(upgrade.state !== 'COMPLETED' || upgrade.groupTerms, 'the group was handed no terms');
  const { retentionDays, confidentiality, lateHistory } = agreed;
  const kept = retentionDays === null ? 'for good' : `for ${retentionDays} days`;
  const known = `${told.editions.size} of ${notices.size} editions told by the audit trail`;
  return `messages ${kept}, ${confidentiality}, late comers ${lateHistory}; ${known}`;
}

/** The digest of a receipt over all it says, and the commitment to whoever gave it. */
function receiptProblem(receipt) {
  const body = [
    'id',
    'organizationId',
    'groupUpgradeId',
    'invitationId',
    'sequence',
    'round',
    'answer',
    'memberId',
    'noticeVersion',
    'noticeEdition',
    'noticeDigest',
    'language',
    'channel',
    'at',
    'commitment',
  ];
  const form = ['assent/receipt/1', ...body.map((field) => receipt[field])];
  if (sha256Hex(JSON.stringify(form)) !== receipt.digest) return 'its digest is wrong';
  if (receipt.person === null) return undefined;
  const person = ['personId', 'platform', 'platformId', 'name', 'mobile', 'address', 'client'];
  const told = ['assent/receipt-person/1', ...person.map((field) => receipt.person[field])];
  if (!isHex(receipt.person.salt, 64)) return 'its salt is wrong';
  const commitment = sha256Hex(Buffer.from(receipt.person.salt, 'hex'), JSON.stringify(told));
  return commitment === receipt.commitment ? undefined : 'its commitment is not to the person that it names';
}

function receiptReader(log, upgrade, notices) {
  const newest = new Map();
  const seen = new Set();
  const digests = new Map();
  let erased = 0;
  return {
    newest,
    seen,
    digests,
    get erased() {
      return erased;
    },
    take(receipt) {
      const where = `receipt ${receipt.id}`;
      const problem = receiptProblem(receipt);
      demand(problem === undefined, `${where}: ${problem}`);
      demand(
        receipt.groupUpgradeId === upgrade.id && receipt.organizationId === upgrade.organizationId,
        `${where} is of another upgrade`,
      );
      const event = log.answers.get(receipt.sequence);
      demand(
        event?.invitationId === receipt.invitationId && event.toState === receipt.answer,
        `${where} is not of the answer in the log`,
      );
      demand(!seen.has(receipt.sequence), `${where}: the answer has two receipts`);
      seen.add(receipt.sequence);
      digests.set(receipt.id, receipt.digest);
      const [first] = notices.keys();
      demand(
        receipt.noticeEdition === first + event.textChanges,
        `${where} is about another edition of the text than was asked about at that time`,
      );
      demand(receipt.round <= event.round, `${where} is of a round that had not begun`);
      if (receipt.noticeDigest !== null) {
        const notice = notices.get(receipt.noticeEdition);
        const digest = receipt.language === 'zh-CN' ? notice?.digestZh : notice?.digestEn;
        demand(
          digest === receipt.noticeDigest && notice.noticeVersion === receipt.noticeVersion,
          `${where} is about a text that is not in the pack`,
        );
      }
      if (receipt.person === null) erased += 1;
      const before = newest.get(receipt.invitationId);
      if (!before || before.sequence < receipt.sequence) newest.set(receipt.invitationId, receipt);
    },
  };
}

/** Whether an answer was given before there were notices and receipts: before edition 0, or in an upgrade without any. */
function isBeforeReceipts(event, notices) {
  return notices.size === 0 || (notices.has(0) && event.at <= notices.get(0).adoptedAt);
}

function checkReceipts(receipts, log, notices) {
  let before = 0;
  for (const [sequence, event] of log.answers) {
    if (receipts.seen.has(sequence) || isErasure(event)) continue;
    demand(isBeforeReceipts(event, notices), `the answer at event ${sequence} has no receipt`);
    before += 1;
  }
  const old = before === 0 ? '' : `; ${before} answers are older than receipts`;
  return `${receipts.seen.size} receipts, ${receipts.erased} of them without the person, whose data was erased${old}`;
}

function checkConsent(receipts, upgrade, roster, log, notices) {
  let included = 0;
  for (const [id, { state, round }] of roster) {
    if (state !== 'INCLUDED') continue;
    included += 1;
    const { answeredAt } = log.invitations.get(id) ?? {};
    const answer = log.answers.get(answeredAt);
    const receipt = receipts.newest.get(id);
    if (!receipt) {
      demand(
        answer?.toState === 'ACCEPTED' &&
          answer.textChanges === log.textChanges &&
          isBeforeReceipts(answer, notices),
        `the invitation ${id} was included without a yes`,
      );
      continue;
    }
    demand(
      receipt.answer === 'ACCEPTED' && receipt.sequence === answeredAt,
      `the invitation ${id} was included without a yes`,
    );
    demand(receipt.round === round, `the invitation ${id} was included with a yes of another round`);
    demand(
      receipt.noticeEdition === upgrade.noticeEdition && receipt.noticeDigest !== null,
      `the invitation ${id} was included with a yes to another text`,
    );
  }
  return `${included} included, each with a yes to the text of edition ${upgrade.noticeEdition}`;
}

/** Whether the audit trail tells of each receipt, with the digest that it has. */
function checkAudited(receipts, told) {
  for (const [id, digest] of receipts.digests)
    demand(told.get(id) === digest, `no audit entry tells of the receipt ${id} with its digest`);
  return `${receipts.digests.size} receipts, each told by an audit entry`;
}

/** Who cut over: with a proposal, somebody else than who had proposed it, and that very proposal. */
function checkCutOver(upgrade, log, cutOvers) {
  if (upgrade.state !== 'COMPLETED') {
    demand(cutOvers.length === 0, 'the audit trail tells of a cut-over that never was');
    return 'none';
  }
  demand(cutOvers.length === 1, `the audit trail tells of ${cutOvers.length} cut-overs`);
  const [{ command, actorId, details }] = cutOvers;
  demand(
    details.included === log.counters.INCLUDED && details.excluded === log.counters.EXCLUDED,
    'the audit trail tells of another cut-over',
  );
  if (command !== 'confirmCutOver') {
    demand(upgrade.secondAdministrator !== true, 'nobody confirmed a cut-over that needed a second person');
    return `by ${actorId}`;
  }
  const { cutOverProposal: proposal } = upgrade;
  demand(details.proposalId === proposal?.id, 'another cut-over was confirmed than was proposed');
  demand(actorId !== proposal.personId, 'whoever proposed the cut-over confirmed it too');
  return `proposed by ${proposal.personId}, confirmed by ${actorId}`;
}

/** Decisions are of people, about these; the answers of members have receipts. */
const DECIDED_ON = ['SourceGroup', 'RosterEntry', 'GroupUpgrade', 'EnterpriseGroup'];
const NO_DECISIONS = ['exportEvidence', 'verifyHistory'];
const GRANT = 'grantUpgradeMandate';
const REVOKE = 'revokeUpgradeMandate';

const isDecision = ({ subjectType, actorId, command }) =>
  DECIDED_ON.includes(subjectType) && actorId !== 'server' && !NO_DECISIONS.includes(command);

/** Whether each decision is as the audit trail tells it, and none of those that it shows is missing. */
function checkDecisions(decisions, told, upgrade) {
  if (!decisions) {
    demand(upgrade.mandates === undefined, 'decisions.jsonl is missing');
    return 'none: the pack is older than decisions on record';
  }
  for (const [sequence, decision] of told)
    demand(
      same(decisions.get(sequence), decision),
      `decisions.jsonl does not tell what was decided by audit entry ${sequence} as it was entered`,
    );
  for (const sequence of decisions.keys())
    demand(told.has(sequence), `decisions.jsonl tells of audit entry ${sequence}, which shows no decision`);
  for (const { state, decidedPersonId } of upgrade.mandates ?? []) {
    const command = { GRANTED: GRANT, REVOKED: REVOKE }[state];
    if (command === undefined || decidedPersonId === null) continue;
    const given = [...told.values()].some(
      (one) => one.command === command && one.actorId === decidedPersonId,
    );
    demand(given, `no audit entry tells of the mandate that ${decidedPersonId} is said to have decided on`);
  }
  return `${decisions.size} decisions, each told by an audit entry; ${ownersWord([...told.values()], upgrade)}`;
}

/**
 * By whose word the upgrade was begun, taken up and cut over: the owner's own, their mandate, or that of an administrator
 * who took it up in the place of an owner who was gone. The owner whom the pack knows is the last one.
 */
function ownersWord(decisions, upgrade) {
  const { ownerPersonId: owner, sourceGroupId } = upgrade;
  const about = decisions.filter(({ subjectId }) => subjectId === upgrade.id);
  const takenUp = about.filter(
    ({ command, details }) => command === 'takeUpGroupUpgrade' && details.takenUpBy,
  );
  if (!owner || takenUp.some(({ details }) => details.as === undefined))
    return 'whose word it was is not on record';
  /** What each owner had said of a mandate by then. */
  const saidBefore = ({ auditSequence }) => {
    const said = new Map();
    for (const { auditSequence: sequence, subjectId, command, actorId } of decisions)
      if (sequence < auditSequence && subjectId === sourceGroupId && [GRANT, REVOKE].includes(command))
        said.set(actorId, command);
    return said;
  };
  const byWord = takenUp.filter(({ details }) => details.as !== 'ADMINISTRATOR').at(-1);
  const begun = byWord ?? about.find(({ command }) => /^start(GroupUpgrade|ProgrammeGroup)$/.test(command));
  demand(begun, 'no audit entry tells of the start');
  const own = begun.actorId === owner;
  demand(
    own || saidBefore(begun).get(owner) === GRANT,
    "the upgrade was begun without the word of the group's owner",
  );
  const words = [`${byWord ? 'taken up' : 'begun'} by ${own ? 'the owner' : "the owner's mandate"}`];
  const done = about.find(({ details }) => details.included !== undefined);
  if (done) words.push(`cut over by ${cutOverWord(about, done, takenUp, owner, saidBefore)}`);
  return words.join(', ');
}

function cutOverWord(about, done, takenUp, owner, saidBefore) {
  const { proposalId } = done.details;
  const asked =
    proposalId === undefined
      ? done
      : about.find(
          (one) =>
            one !== done && one.details.proposalId === proposalId && one.auditSequence < done.auditSequence,
        );
  demand(asked, 'no audit entry tells of the proposal that was confirmed');
  if (asked.actorId === owner) return 'the owner';
  const last = takenUp.at(-1);
  if (last?.details.as === 'ADMINISTRATOR' && last.actorId === asked.actorId)
    return 'who took it up in the place of an owner who was gone';
  demand(
    [...saidBefore(asked).values()].includes(GRANT),
    "the cut-over was without the word of the group's owner",
  );
  return "the owner's mandate";
}

function deliveryReader(roster) {
  const states = new Map();
  return {
    take({ id, invitationId, state }) {
      demand(roster.has(invitationId), `the delivery ${id} is about an invitation that is not on the roster`);
      states.set(state, (states.get(state) ?? 0) + 1);
    },
    end: () => [...states].map(([state, count]) => `${count} ${state}`).join(', ') || 'none',
  };
}

function checkHistory(history, upgrade, log) {
  const { version, source, stored, recomputed, group, provedDigest, formerDigest } = history;
  demand(same(source, stored), 'what was stored is not what was imported');
  demand(same(source, recomputed), 'the messages themselves are not what was imported');
  if (upgrade.state === 'COMPLETED') {
    demand(same(source, group), 'what the new group shows is not what was imported');
    // A digest of version 1 cannot be computed any more once an author was erased: the server keeps and signs it.
    demand(
      provedDigest === source.digest || (provedDigest !== null && provedDigest === formerDigest),
      'the history was not proved before the cut-over',
    );
  }
  demand(provedDigest === log.proved, 'the log tells of another proof of the history');
  const former = formerDigest === null ? '' : `, before an erasure ${formerDigest} (version 1)`;
  return `${source.count} messages, digest ${source.digest} (version ${version})${former}`;
}

/** The chain of the organization's audit entries over the span of this upgrade, entries of others as digests alone. */
function auditReader(chain, upgradeId) {
  let { sequence } = chain.from;
  let hash = Buffer.from(chain.from.hash, 'hex');
  let shown = 0;
  let given = 0;
  const receipts = new Map();
  const cutOvers = [];
  const decisions = new Map();
  const terms = { editions: new Map(), handedOver: undefined };
  const note = (entry) => {
    const { subjectType, subjectId, command, actorId, details } = entry;
    const told = JSON.parse(details);
    if (isDecision(entry)) {
      const at = new Date(entry.at).toISOString();
      const decision = { at, actorId, command, subjectType, subjectId, details: told };
      decisions.set(entry.sequence, { auditSequence: entry.sequence, ...decision });
    }
    if (typeof told.receiptId === 'string') receipts.set(told.receiptId, told.receiptDigest);
    const isCutOver =
      ['cutOverGroupUpgrade', 'confirmCutOver'].includes(command) && told.included !== undefined;
    if (subjectType !== 'GroupUpgrade' || subjectId !== upgradeId) return;
    if (told.noticeEdition !== undefined && told.terms) terms.editions.set(told.noticeEdition, told.terms);
    if (!isCutOver) return;
    cutOvers.push({ command, actorId, details: told });
    terms.handedOver = told.terms;
  };
  return {
    receipts,
    cutOvers,
    decisions,
    terms,
    take(link) {
      sequence += 1;
      const where = `audit entry ${sequence}`;
      demand(link.sequence === sequence, `after audit entry ${sequence - 1} comes ${link.sequence}`);
      if (link.entry) {
        shown += 1;
        hash = sha256(hash, auditDigest(link, chain, where));
        demand(hash.toString('hex') === link.hash, `${where} is not as it was entered`);
        note(link.entry);
      } else if (isHex(link.hidden?.digest, 64)) hash = sha256(hash, Buffer.from(link.hidden.digest, 'hex'));
      else {
        demand(isHex(link.hidden?.hash, 64), `${where} is neither shown nor hidden`);
        given += 1;
        hash = Buffer.from(link.hidden.hash, 'hex');
      }
    },
    end() {
      demand(
        same({ sequence, hash: hash.toString('hex') }, chain.to),
        'the chain does not lead to the hash in the manifest',
      );
      const old = given === 0 ? '' : `; ${given} of others in the old form taken as given`;
      return `${shown} entries within ${chain.from.sequence + 1} to ${sequence}, which ends at ${chain.to.hash}${old}`;
    },
  };
}

function auditDigest({ entry, sequence }, chain, where) {
  demand(entry.chainId === chain.id && entry.sequence === sequence, `${where} stands in another chain`);
  const fields = [
    'chainId',
    'sequence',
    'id',
    'actorId',
    'action',
    'command',
    'subjectType',
    'subjectId',
    'details',
    'requestId',
  ];
  const body = fields.map((field) => entry[field]);
  if (entry.format === 1) return JSON.stringify([...body, entry.address, entry.userAgent, entry.at]);
  demand(entry.format === 2, `${where} has an unknown form`);
  if (entry.origin !== null) {
    const { salt, address, userAgent } = entry.origin;
    demand(isHex(salt, 64), `${where}: its salt is wrong`);
    const commitment = sha256Hex(Buffer.from(salt, 'hex'), JSON.stringify([address, userAgent]));
    demand(
      commitment === entry.originCommitment,
      `${where}: the commitment is not to the origin that it names`,
    );
  }
  return sha256(JSON.stringify(['assent/audit/2', ...body, entry.originCommitment, entry.at]));
}

// ------------------------------------------------------------------------------------------------------------ the whole

/** Reads one listed file, line by line where it has lines, and demands that it is as the manifest says. */
async function readListed(source, archive, manifest, name, take) {
  const listed = manifest.files.find((file) => file.name === name);
  demand(listed, `${name} is missing`);
  const isLines = name.endsWith('.jsonl');
  const parts = [];
  const lines = isLines ? lineReader(name, take ?? (() => undefined)) : undefined;
  const file = archive.files.get(name);
  demand(file.bytes === listed.bytes, `${name} has ${file.bytes} bytes, not ${listed.bytes}`);
  demand(isLines || file.bytes <= MANIFEST_MAX, `${name} is too large`);
  const { sha256: digest } = await readThrough(source, file, (piece) =>
    lines ? lines.take(piece) : parts.push(piece),
  );
  demand(digest === listed.sha256, `${name} is not the file that the manifest lists`);
  if (lines) demand(lines.end() === listed.lines, `${name} has not ${listed.lines} lines`);
  return lines ? undefined : Buffer.concat(parts);
}

/**
 * Verifies a pack. `source` has its `size` in bytes and reads `length` bytes from a `position`. Never throws for what is
 * wrong with a pack: each check says so.
 */
export async function verifyEvidence(source, { key } = {}) {
  const checks = [];
  /** Runs a check unless one that it needs has failed. Returns what it returned, undefined when it failed. */
  const check = async (name, work, ...needs) => {
    if (needs.includes(undefined))
      return void checks.push({ name, ok: false, detail: 'not checked, for what it needs failed' });
    try {
      const value = await work();
      checks.push({ name, ok: true, detail: typeof value === 'string' ? value : (value?.detail ?? '') });
      return value ?? true;
    } catch (error) {
      const detail = error instanceof Wrong ? error.message : `it cannot be read (${error.message})`;
      return void checks.push({ name, ok: false, detail });
    }
  };
  const archive = await check('zip', () => readArchive(source));
  const read = await check('manifest', () => readManifest(source, archive), archive);
  await check('signature', () => checkSignature(source, archive, read), read);
  await check('seal', () => checkSeal(source, archive, read), read);
  if (key !== undefined) {
    await check(
      'key',
      () => demand(read.manifest.publicKey === key, `signed by ${read.manifest.publicKey}, not by ${key}`),
      read,
    );
  }
  const manifest = read?.manifest;
  const file = (name, take) => () => readListed(source, archive, manifest, name, take);
  const json = (name) => async () => parse(await file(name)(), name);

  const upgrade = await check('upgrade.json', json('upgrade.json'), read);
  const notices = new Map();
  const noticesRead = await check(
    'notices.jsonl',
    file('notices.jsonl', (notice) => notices.set(notice.edition, notice)),
    read,
  );
  const log = eventLog();
  const logRead = await check(
    'events.jsonl',
    file('events.jsonl', (event) => log.take(event)),
    read,
  );
  await check('event log', () => checkEvents(log, upgrade), logRead, upgrade);
  await check('texts', () => checkNotices(notices, upgrade, log), noticesRead, logRead, upgrade);
  const roster = new Map();
  const addToRoster = (row, line) => {
    demand(row.position === line, `roster.jsonl: the position of line ${line} is ${row.position}`);
    demand(!roster.has(row.invitationId), `roster.jsonl: the invitation of line ${line} is there twice`);
    roster.set(row.invitationId, {
      state: row.state,
      round: row.round,
      blockedReason: row.blockedReason,
      exclusionReason: row.exclusionReason,
    });
  };
  const rosterRead = await check('roster.jsonl', file('roster.jsonl', addToRoster), read);
  await check('outcomes', () => checkOutcomes(log, upgrade, roster), rosterRead, logRead, upgrade);
  const receipts = receiptReader(log, upgrade ?? {}, notices);
  const receiptsRead = await check(
    'receipts.jsonl',
    file('receipts.jsonl', (receipt) => receipts.take(receipt)),
    logRead,
    upgrade,
    noticesRead,
  );
  await check('receipts', () => checkReceipts(receipts, log, notices), receiptsRead);
  await check(
    'consent',
    () => checkConsent(receipts, upgrade, roster, log, notices),
    receiptsRead,
    rosterRead,
  );
  await check(
    'deliveries',
    async () => {
      const deliveries = deliveryReader(roster);
      await file('deliveries.jsonl', (delivery) => deliveries.take(delivery))();
      return deliveries.end();
    },
    rosterRead,
  );
  const history = await check('history.json', json('history.json'), read);
  await check('history', () => checkHistory(history, upgrade, log), history, upgrade, logRead);
  const audit = await check(
    'audit chain',
    async () => {
      const chain = auditReader(manifest.auditChain, upgrade.id);
      await file('audit.jsonl', (link) => chain.take(link))();
      return { detail: chain.end(), ...chain };
    },
    read,
    upgrade,
  );
  await check(
    'upgrade',
    () => {
      demand(
        manifest.groupUpgradeId === upgrade.id && manifest.organizationId === upgrade.organizationId,
        'the manifest is of another upgrade',
      );
      demand(
        manifest.auditChain.id === `organization:${upgrade.organizationId}`,
        'the audit chain is of another organization',
      );
      return `${upgrade.id}, ${upgrade.state}, as of ${manifest.createdAt}`;
    },
    upgrade,
  );
  await check('receipts audited', () => checkAudited(receipts, audit.receipts), receiptsRead, audit);
  await check('terms', () => checkTerms(notices, upgrade, audit.terms), noticesRead, upgrade, audit);
  await check('cut-over', () => checkCutOver(upgrade, log, audit.cutOvers), upgrade, logRead, audit);
  const decisions = manifest?.files.some(({ name }) => name === 'decisions.jsonl') ? new Map() : null;
  const decisionsRead =
    decisions === null ||
    (await check(
      'decisions.jsonl',
      file('decisions.jsonl', (decision) => decisions.set(decision.auditSequence, decision)),
      read,
    ));
  await check(
    'decisions',
    () => checkDecisions(decisions, audit.decisions, upgrade),
    decisionsRead,
    upgrade,
    audit,
  );
  const others = (manifest?.files ?? [])
    .map((listed) => listed.name)
    .filter((name) => !checks.some((done) => done.name === name))
    .filter((name) => name !== 'audit.jsonl' && name !== 'deliveries.jsonl');
  for (const name of others) await check(name, file(name), read);

  const failed = checks.filter((done) => !done.ok);
  return {
    verified: failed.length === 0,
    checks,
    publicKey: manifest?.publicKey,
    problems: failed.map(({ name, detail }) => `${name}: ${detail}`),
  };
}

/** A pack in memory. */
export function bytesSource(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: buffer.length,
    read: async (position, length) => buffer.subarray(position, position + length),
  };
}

/** A pack on disk; never more than a piece of it in memory. */
async function fileSource(handle) {
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length) {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, position);
      demand(bytesRead === length, 'the file is shorter than it was');
      return buffer;
    },
  };
}

const USAGE = 'usage: node verify-evidence.mjs FILE [--key HEX] [--json]\n';

async function main(args) {
  const keyAt = args.indexOf('--key');
  const key = keyAt === -1 ? undefined : args[keyAt + 1];
  const rest = args.filter(
    (arg, index) => arg !== '--json' && arg !== '--key' && (keyAt === -1 || index !== keyAt + 1),
  );
  if (rest.length !== 1 || rest[0].startsWith('--') || (keyAt !== -1 && !isHex(key, 64))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const handle = await open(rest[0], 'r').catch((error) => void process.stderr.write(`${error.message}\n`));
  if (!handle) return 2;
  try {
    const report = await verifyEvidence(await fileSource(handle), { key });
    process.stdout.write(
      args.includes('--json') ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, key),
    );
    return report.verified ? 0 : 1;
  } finally {
    await handle.close();
  }
}

function textOf({ verified, checks, problems, publicKey }, key) {
  const lines = checks.map(({ name, ok, detail }) =>
    `${ok ? 'ok    ' : 'WRONG '} ${name.padEnd(18)} ${detail}`.trimEnd(),
  );
  if (verified && key === undefined)
    lines.push(`note   compare the key ${publicKey} with Query.evidenceKey, or give it as --key`);
  lines.push(verified ? 'verified' : `NOT VERIFIED: ${problems[0]}`);
  return lines.map((line) => `${line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?')}\n`).join('');
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
