import { DEPTH_MAX, ROOT_EXTERNAL_ID } from './department.js';

/** A department as the directory has it. Ids are the company's own. */
export interface KnownDepartment {
  readonly externalId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly sortOrder: number;
  readonly depth: number;
}

/** A department as a line of a file wants it. No order: as it is, or 0 for a new one. */
export interface DepartmentLine {
  readonly line: number;
  readonly externalId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly order: number | null;
}

export type DepartmentProblem =
  | 'NO_PARENT'
  | 'ROOT_HAS_PARENT'
  | 'UNKNOWN_PARENT'
  | 'PARENT_FAILED'
  | 'DEPARTMENT_CYCLE'
  | 'DEPARTMENT_TOO_DEEP';

export interface DepartmentPlan {
  /** Departments to create or to change, also those that only move because one above them does. */
  readonly writes: readonly KnownDepartment[];
  readonly outcomes: ReadonlyMap<number, 'CREATED' | 'UPDATED' | 'UNCHANGED' | DepartmentProblem>;
}

type Place = number | 'MISSING' | 'CYCLE';

/** A file that still contradicts itself after so many rounds is not untangled further. */
const ROUNDS_MAX = 20;

/**
 * Lays the lines of a file over the tree that is there: parents may come after their children. A line that cannot
 * stand fails alone, with those below it that need it; what it would have changed stays as it was.
 * Each external id may stand in `lines` once.
 */
export function planDepartments(
  known: ReadonlyMap<string, KnownDepartment>,
  lines: readonly DepartmentLine[],
): DepartmentPlan {
  const plan = new Planning(known);
  for (const line of lines) plan.admit(line);
  plan.untangle();
  return plan.result();
}

class Planning {
  private readonly accepted = new Map<string, DepartmentLine>();
  private readonly failed = new Set<string>();
  private readonly outcomes = new Map<number, 'CREATED' | 'UPDATED' | 'UNCHANGED' | DepartmentProblem>();
  private places: ReadonlyMap<string, Place> = new Map();

  constructor(private readonly known: ReadonlyMap<string, KnownDepartment>) {}

  admit(line: DepartmentLine): void {
    const isRoot = line.externalId === ROOT_EXTERNAL_ID;
    if (isRoot && line.parentId !== null) this.fail(line, 'ROOT_HAS_PARENT');
    else if (!isRoot && line.parentId === null) this.fail(line, 'NO_PARENT');
    else this.accepted.set(line.externalId, line);
  }

  /** Takes lines out until all that is left stands in one tree of at most 15 levels. */
  untangle(): void {
    for (let round = 1; ; round++) {
      this.places = placesOf(this.ids(), (id) => this.parentOf(id));
      const problems = this.problems();
      if (problems.size === 0) return;
      const rest = round === ROUNDS_MAX ? [...this.accepted.values()] : [];
      for (const [line, problem] of problems) this.fail(line, problem);
      for (const line of rest) if (this.accepted.has(line.externalId)) this.fail(line, 'PARENT_FAILED');
    }
  }

  result(): DepartmentPlan {
    const writes: KnownDepartment[] = [];
    for (const id of this.ids()) {
      const known = this.known.get(id);
      const line = this.accepted.get(id);
      const wanted: KnownDepartment = {
        externalId: id,
        parentId: this.parentOf(id) ?? null,
        name: line?.name ?? known?.name ?? '',
        sortOrder: line?.order ?? known?.sortOrder ?? 0,
        depth: Number(this.places.get(id)),
      };
      const changed = !known || !isSame(known, wanted);
      if (changed) writes.push(wanted);
      if (line) this.outcomes.set(line.line, known ? (changed ? 'UPDATED' : 'UNCHANGED') : 'CREATED');
    }
    return { writes, outcomes: this.outcomes };
  }

  private fail(line: DepartmentLine, problem: DepartmentProblem): void {
    this.accepted.delete(line.externalId);
    this.failed.add(line.externalId);
    this.outcomes.set(line.line, problem);
  }

  private ids(): Set<string> {
    return new Set([...this.known.keys(), ...this.accepted.keys()]);
  }

  /** Null for a root, undefined for what does not exist. */
  private parentOf(id: string): string | null | undefined {
    return (this.accepted.get(id) ?? this.known.get(id))?.parentId;
  }

  private problems(): Map<DepartmentLine, DepartmentProblem> {
    const problems = new Map<DepartmentLine, DepartmentProblem>();
    for (const [id, place] of this.places) {
      const line = this.accepted.get(id);
      if (typeof place === 'number') {
        const blamed = place > DEPTH_MAX ? this.blamedFor(id) : undefined;
        if (blamed) problems.set(blamed, 'DEPARTMENT_TOO_DEEP');
      } else if (line) problems.set(line, place === 'CYCLE' ? 'DEPARTMENT_CYCLE' : this.missing(line));
    }
    return problems;
  }

  private missing(line: DepartmentLine): DepartmentProblem {
    const parent = line.parentId ?? '';
    return this.places.has(parent) || this.failed.has(parent) ? 'PARENT_FAILED' : 'UNKNOWN_PARENT';
  }

  /** The line that has put a department where it is: its own, or that of the nearest one above it. */
  private blamedFor(id: string): DepartmentLine | undefined {
    let at: string | null | undefined = id;
    while (at && !this.accepted.has(at)) at = this.parentOf(at);
    return at ? this.accepted.get(at) : undefined;
  }
}

/** The level at which each department stands, 1 for the root; or why it hangs in the air. */
function placesOf(
  ids: Iterable<string>,
  parentOf: (id: string) => string | null | undefined,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const id of ids) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | null | undefined = id;
    while (at && !places.has(at) && !onPath.has(at) && parentOf(at) !== undefined) {
      path.push(at);
      onPath.add(at);
      at = parentOf(at);
    }
    let place: Place = at === null ? 0 : placeAbove(at, places, onPath);
    for (const below of path.toReversed()) {
      if (typeof place === 'number') place += 1;
      places.set(below, place);
    }
  }
  return places;
}

function placeAbove(
  at: string | undefined,
  places: ReadonlyMap<string, Place>,
  onPath: ReadonlySet<string>,
): Place {
  const place = at === undefined ? undefined : places.get(at);
  if (place !== undefined) return place;
  return at !== undefined && onPath.has(at) ? 'CYCLE' : 'MISSING';
}

function isSame(one: KnownDepartment, other: KnownDepartment): boolean {
  return (
    one.parentId === other.parentId &&
    one.name === other.name &&
    one.sortOrder === other.sortOrder &&
    one.depth === other.depth
  );
}
