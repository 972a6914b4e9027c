import type { DocumentNode } from 'graphql';

const numbers = new WeakMap<DocumentNode, number>();
let numbered = 0;

/** A number for a document, shorter than its text: the same as long as the text is known as this document. */
export function numberOf(document: DocumentNode): number {
  const known = numbers.get(document);
  if (known !== undefined) return known;
  numbered += 1;
  numbers.set(document, numbered);
  return numbered;
}
