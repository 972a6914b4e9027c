import { registerEnumType } from 'type-graphql';

/** The names of an enum, each as its own value. */
type Names<Name extends string> = { readonly [N in Name]: N };

export interface EnumDefinition<Name extends string> {
  readonly name: string;
  readonly description: string;
  /** What each name means. */
  readonly values: Readonly<Record<Name, string>>;
}

/** An enum of the API over the names of a union: the compiler asks for each of them, and for no other. */
export function enumType<Name extends string>({
  name,
  description,
  values,
}: EnumDefinition<Name>): Names<Name> {
  const names = Object.keys(values) as Name[];
  const type = Object.fromEntries(names.map((value) => [value, value])) as Names<Name>;
  registerEnumType(type, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
    ) as Record<Name, { description: string }>,
  });
  return type;
}
