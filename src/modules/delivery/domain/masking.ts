/** An e-mail address fit for other people's eyes: the first letter and the domain. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at <= 0 ? '****' : `${address.slice(0, 1)}****${address.slice(at)}`;
}

const DETAIL_MAX = 300;

/** What a foreign server said, fit to store and show: one line without control characters, bounded. */
export function detailOf(said: string): string {
  return said
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, DETAIL_MAX);
}
