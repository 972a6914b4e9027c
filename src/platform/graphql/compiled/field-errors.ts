import { type FieldNode, type GraphQLError, locatedError, responsePathAsArray } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';

/**
 * The errors of one execution. What lies below a place that is null already is not told of again: the answer has one
 * error for each null that should not be there.
 */
export class FieldErrors {
  readonly list: GraphQLError[] = [];
  private readonly places = new Set<Path | undefined>();

  /** `path` is the very place that became null, undefined for the whole of the data. */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let place = path; place !== undefined; place = place.prev) if (this.places.has(place)) return;
    if (this.places.has(undefined)) return;
    this.places.add(path);
    this.list.push(error);
  }
}

/** What was thrown at a place of the answer, with that place. */
export function located(thrown: unknown, nodes: readonly FieldNode[], path: Path): GraphQLError {
  return locatedError(thrown, nodes, responsePathAsArray(path));
}
