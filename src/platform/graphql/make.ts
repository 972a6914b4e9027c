/** An instance of a GraphQL class with these fields: resolvers return instances, so that types resolve by class. */
export function make<T extends object>(type: new () => T, fields: Omit<T, never>): T {
  return Object.assign(new type(), fields);
}
