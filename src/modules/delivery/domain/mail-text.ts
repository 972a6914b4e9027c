const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

export interface Written {
  readonly language: string;
  readonly body: string;
  readonly link: string | null;
}

/** The two forms of an e-mail's body. What stands in the text is text, whatever signs it holds. */
export function mailBodies({ language, body, link }: Written): { text: string; html: string } {
  const paragraphs = body.split(/\n+/).map((line) => `<p>${escaped(line)}</p>`);
  const anchor = link === null ? [] : [`<p><a href="${escaped(link)}">${escaped(link)}</a></p>`];
  return {
    text: [body, ...(link === null ? [] : [link])].join('\n\n'),
    html: `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8"><body>${[...paragraphs, ...anchor].join('')}</body></html>`,
  };
}
