import { createHash } from 'node:crypto';
import { type DocumentNode, getOperationAST, type GraphQLSchema } from 'graphql';
import { type CompiledOperation, compileOperation } from './compiled/compile.js';
import { fieldsOf } from './limits.js';

/** Documents, and characters of them all together; so the memory that clients can have us keep is bounded. */
const DOCUMENTS_MAX = 1_000;
const TEXT_MAX = 4_000_000;
/** A longer text is prepared each time it comes. In characters. */
const LENGTH_MAX = 20_000;
/** An operation whose selections come to more fields than these is executed as it is. */
const FIELDS_MAX = 2_000;

/** A document that was found valid, and its operations. */
export class KnownDocument {
  private readonly operations = new Map<string, CompiledOperation | 'seen once' | 'left as it is'>();

  constructor(
    private readonly schema: GraphQLSchema,
    readonly source: string,
    readonly document: DocumentNode,
  ) {}

  /**
   * An operation as it was compiled, from its second execution on: most texts that are written by hand, or made up
   * for each call, are never seen again, and to compile is as dear as to validate. Undefined for those to come,
   * and for what graphql executes itself.
   */
  compiled(name: string | null | undefined): CompiledOperation | undefined {
    const key = name ?? '';
    const known = this.operations.get(key);
    if (typeof known === 'function') return known;
    if (known === 'left as it is') return undefined;
    if (known === undefined) {
      this.operations.set(key, 'seen once');
      return undefined;
    }
    const compiled = this.compile(name);
    this.operations.set(key, compiled ?? 'left as it is');
    return compiled;
  }

  private compile(name: string | null | undefined): CompiledOperation | undefined {
    const operation = getOperationAST(this.document, name);
    if (!operation || fieldsOf(this.document, operation) > FIELDS_MAX) return undefined;
    return compileOperation(this.schema, this.document, operation);
  }
}

/** The valid documents of late, by their text and by its SHA-256 in hexadecimal. Those that are used stay. */
export class KnownDocuments {
  private readonly byText = new Map<string, KnownDocument>();
  private readonly byHash = new Map<string, KnownDocument>();
  private readonly byDocument = new WeakMap<DocumentNode, KnownDocument>();
  private characters = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  ofText(source: string): KnownDocument | undefined {
    const known = this.byText.get(source);
    if (!known) return undefined;
    this.byText.delete(source);
    this.byText.set(source, known);
    return known;
  }

  ofHash(hash: string): KnownDocument | undefined {
    return this.byHash.get(hash);
  }

  ofDocument(document: DocumentNode): KnownDocument | undefined {
    return this.byDocument.get(document);
  }

  add(source: string, document: DocumentNode): void {
    if (source.length > LENGTH_MAX) return;
    const known = new KnownDocument(this.schema, source, document);
    this.byText.set(source, known);
    this.byHash.set(hashOf(source), known);
    this.byDocument.set(document, known);
    this.characters += source.length;
    for (const oldest of this.byText.values()) {
      if (this.byText.size <= DOCUMENTS_MAX && this.characters <= TEXT_MAX) return;
      this.forget(oldest);
    }
  }

  private forget({ source }: KnownDocument): void {
    this.byText.delete(source);
    this.byHash.delete(hashOf(source));
    this.characters -= source.length;
  }
}

function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}
