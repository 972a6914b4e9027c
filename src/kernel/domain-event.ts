/** Something that happened and that later modules may react to: a name, and the type of what it tells. */
export interface DomainEvent<Payload> {
  readonly name: string;
  /** Never set: it carries the type. */
  readonly payload?: Payload;
}

export function domainEvent<Payload>(name: string): DomainEvent<Payload> {
  return { name };
}
