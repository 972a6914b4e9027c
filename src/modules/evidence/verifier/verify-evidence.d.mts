/** Reads `length` bytes from a `position`; fewer where the file ends before. */
export interface PackSource {
  readonly size: number;
  read(position: number, length: number): Promise<Uint8Array>;
}

export interface EvidenceReport {
  readonly verified: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
  /** Of whoever signed the pack, hexadecimal; undefined where the manifest cannot be read. */
  readonly publicKey: string | undefined;
  /** What is wrong, the most basic first. */
  readonly problems: readonly string[];
}

export function verifyEvidence(
  source: PackSource,
  options?: { readonly key?: string },
): Promise<EvidenceReport>;

export function bytesSource(bytes: Uint8Array): PackSource;
