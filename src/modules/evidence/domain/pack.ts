/** The form of an evidence pack: its files, their fields and how it is signed. A change of any is a new version. */
export const PACK_FORMAT = 'assent/evidence/1';

/** What is signed of a pack: the manifest by itself, and the whole file but its last bytes, which are the signature. */
export type SignedPart = 'manifest' | 'archive';

/** What a signature is over: no signature of one part is one of another, or of anything else. */
export function signedText(part: SignedPart, sha256Hex: string): string {
  return `${PACK_FORMAT} ${part} ${sha256Hex}`;
}

/** The ZIP's comment, with which a pack ends. `signature` is 128 hexadecimal digits. */
export function sealOf(signature: string): string {
  return `${PACK_FORMAT} ${signature}`;
}

/** One file of a pack, as the manifest lists it. */
export interface ListedFile {
  readonly name: string;
  /** What its lines or its object are; null for what explains the pack. */
  readonly format: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** How many, for JSON Lines; else null. */
  readonly lines: number | null;
}

/** A part of an organization's audit chain: after one entry, up to another. */
export interface ChainSpan {
  readonly id: string;
  readonly from: { readonly sequence: number; readonly hash: string };
  readonly to: { readonly sequence: number; readonly hash: string };
}

/** What the manifest tells besides its files. */
export interface PackFacts {
  readonly groupUpgradeId: string;
  readonly organizationId: string;
  readonly createdAt: string;
  readonly auditChain: ChainSpan & { readonly head: ChainSpan['to'] };
}
