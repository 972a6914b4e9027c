import type { Locale } from '#kernel/refusals.js';

/** The better supported of the languages that an `Accept-Language` header (RFC 9110) names; en without one. */
export function localeOf(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params
        .map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1])
        .find((value) => value !== undefined);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => q > 0 && /^(zh|en)(-|$)/.test(tag))
    .toSorted((a, b) => b.q - a.q);
  return wanted[0]?.tag.startsWith('zh') ? 'zh-CN' : 'en';
}
