/**
 * What can be found in a text. Texts in Latin and the like are found by whole words, in any case; scripts that are
 * written without spaces by their characters, of which two that stand together are one term (bigrams), so that a
 * Chinese word of any length is found wherever it stands. Everything is compared in NFKC: full-width letters are
 * letters. Traditional and simplified characters are different characters. An emoji is a word; punctuation and spaces
 * are between words.
 */
export interface Atom {
  readonly text: string;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** A character of a script without spaces, not a word. */
  readonly character: boolean;
  /** Whether it follows the character before it without anything between. */
  readonly joined: boolean;
}

/** The first so many of a text are found, no more: PostgreSQL counts no further (16,383). */
const ATOMS_MAX = 16_000;
/** UTF-16 units of the terms of a text, which must stay below a megabyte of UTF-8. */
const UNITS_MAX = 200_000;
const WORD_MAX = 64;

const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc\\uff70]';
const ATOM = new RegExp(
  `(?<character>${UNSPACED})|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])+|\\p{Extended_Pictographic}|\\p{Regional_Indicator}{2}`,
  'gu',
);

export function atomsOf(text: string): Atom[] {
  const atoms: Atom[] = [];
  let units = 0;
  for (const match of text.matchAll(ATOM)) {
    const [raw] = match;
    const normal = raw.normalize('NFKC').toLowerCase().slice(0, WORD_MAX);
    units += normal.length;
    if (atoms.length === ATOMS_MAX || units > UNITS_MAX) break;
    const before = atoms.at(-1);
    const character = match.groups?.['character'] !== undefined;
    const joined = character && before?.character === true && before.end === match.index;
    atoms.push({ text: normal, start: match.index, end: match.index + raw.length, character, joined });
  }
  return atoms;
}

/** Of each character the pair with the next one, or itself where it is the last of its run; of a word the word. */
function termAt(atoms: readonly Atom[], index: number): string {
  const next = atoms[index + 1];
  return `${atoms[index]?.text ?? ''}${next?.joined === true ? next.text : ''}`;
}

/**
 * A text as PostgreSQL's `tsvector`, written out. Terms begin with a number that is one conversation's: an index over
 * many conversations then finds those of one without looking at the others.
 */
export function documentOf(scope: number, text: string): string {
  const atoms = atomsOf(text);
  const places = new Map<string, number[]>();
  for (let index = 0; index < atoms.length; index++) {
    const term = termAt(atoms, index);
    const known = places.get(term);
    if (known) known.push(index + 1);
    else places.set(term, [index + 1]);
  }
  return [...places].map(([term, at]) => `${lexeme(scope, term)}:${at.join(',')}`).join(' ');
}

function lexeme(scope: number, term: string): string {
  return `'${scope.toString(36)}/${term.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}

/** Atoms that must follow each other. */
export interface Phrase {
  readonly atoms: readonly Atom[];
  /** Whether the last word is only the beginning of one. */
  readonly open: boolean;
}

/** Quoted, or up to the next space. */
const CHUNK = /["“”＂]([^"“”＂]*)["“”＂]|(\S+)/g;
const OPEN_MIN = 2;
export const PHRASES_MAX = 16;

/**
 * What somebody looks for: words and quoted phrases, all of which must be there. A word that ends with `*` is the
 * beginning of one. What has several words without a space between (an address, a mixed text) is a phrase.
 */
export function phrasesOf(query: string): Phrase[] {
  return [...query.matchAll(CHUNK)]
    .map(([, quoted, plain]) => phraseOf(quoted ?? plain ?? ''))
    .filter((phrase) => phrase.atoms.length > 0);
}

function phraseOf(text: string): Phrase {
  const atoms = atomsOf(text);
  const last = atoms.at(-1);
  const open =
    last !== undefined &&
    !last.character &&
    last.text.length >= OPEN_MIN &&
    /^[*＊]/.test(text.slice(last.end));
  return { atoms, open };
}

/** Phrases as PostgreSQL's `tsquery`, over documents of the same scope. */
export function tsqueryOf(scope: number, phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => `(${phraseQuery(scope, phrase)})`).join(' & ');
}

function phraseQuery(scope: number, { atoms, open }: Phrase): string {
  let query = '';
  let last = 0;
  for (let index = 0; index < atoms.length; index++) {
    const atom = atoms[index];
    const inPair = atoms[index + 1]?.joined === true;
    // The last character of a run is found with the one before it.
    if (!atom || (atom.joined && !inPair)) continue;
    // One that stands alone begins a pair in a text, or ends its run.
    const begins = (atom.character && !inPair) || (open && index === atoms.length - 1);
    const operand = `${lexeme(scope, termAt(atoms, index))}${begins ? ':*' : ''}`;
    query += query === '' ? operand : ` <${index - last}> ${operand}`;
    last = index;
  }
  return query;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const RANGES_MAX = 50;

/** Where in a text the phrases stand, in order and without overlap, at most the first 50. */
export function rangesOf(text: string, phrases: readonly Phrase[]): TextRange[] {
  const atoms = atomsOf(text);
  const found = phrases
    .flatMap((phrase) => atoms.flatMap((_, index) => rangeAt(atoms, index, phrase) ?? []))
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
  const apart: TextRange[] = [];
  for (const range of found) {
    const before = apart.at(-1);
    if (!before || before.end < range.start) apart.push(range);
    else if (range.end > before.end) apart[apart.length - 1] = { start: before.start, end: range.end };
  }
  return apart.slice(0, RANGES_MAX);
}

function rangeAt(atoms: readonly Atom[], index: number, phrase: Phrase): TextRange | undefined {
  const last = phrase.atoms.length - 1;
  for (const [offset, wanted] of phrase.atoms.entries()) {
    const atom = atoms[index + offset];
    if (!atom || (wanted.joined && !atom.joined)) return undefined;
    const same =
      phrase.open && offset === last ? atom.text.startsWith(wanted.text) : atom.text === wanted.text;
    if (!same) return undefined;
  }
  const first = atoms[index];
  const end = atoms[index + last];
  return first && end && { start: first.start, end: end.end };
}
