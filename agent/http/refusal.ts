import type { MessageProblem } from '../../messages/message.ts';

/** Why a request is not served: the status of the answer, and every problem for its body (KPI1Error). */
export class Refusal extends Error {
  readonly status: number;
  readonly problems: readonly MessageProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    problems: readonly MessageProblem[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(problems.map(({ place, message }) => (place === '' ? message : `${place}: ${message}`)).join('; '));
    this.status = status;
    this.problems = problems;
    this.headers = headers;
  }
}

/** A refusal for one reason. */
export function refusal(
  status: number,
  place: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(status, [{ place, message }], headers);
}
