import type { Place } from '../../document/diagnostic.ts';

/** Something that keeps an edit from being made. */
export interface EditProblem {
  readonly message: string;
  readonly remedy?: string;
  readonly place?: Place;
}

/** An edit that cannot be made, with every reason; nothing was changed. */
export class EditError extends Error {
  readonly problems: readonly EditProblem[];

  constructor(problems: readonly EditProblem[]) {
    super(problems[0]?.message);
    this.problems = problems;
  }
}

/** Refuses an edit for one reason. */
export function refuse(message: string, remedy?: string, place?: Place): EditError {
  return new EditError([
    { message, ...(remedy === undefined ? {} : { remedy }), ...(place === undefined ? {} : { place }) },
  ]);
}
