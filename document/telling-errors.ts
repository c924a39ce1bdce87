import type { ErrorObject } from 'ajv/dist/2020.js';

/** Of several things that a value breaks at once, the first of these is what to say. */
const PRECEDENCE = ['minLength', 'format', 'pattern'];
/** Keywords that can be broken more than once in one place. */
const PER_FIELD: ReadonlySet<string> = new Set(['required', 'additionalProperties']);

/** Of ajv's errors, those that tell a person something: one a value, and of alternatives the one meant. */
export function tellingErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const told: ErrorObject[] = [];
  for (const error of errors) {
    // An `if` only says that its `then` was broken.
    if (error.keyword === 'if') continue;
    // Right before a oneOf stand the errors of its branches.
    const meant = error.keyword === 'oneOf' ? meantBy(error, takeBranches(error, told)) : [error];
    for (const each of meant) told.push(each);
  }
  return firstOfEachValue(told);
}

function takeBranches({ schemaPath, instancePath }: ErrorObject, told: ErrorObject[]): ErrorObject[] {
  const isBranch = (error: ErrorObject) =>
    error.schemaPath.startsWith(`${schemaPath}/`) && `${error.instancePath}/`.startsWith(`${instancePath}/`);
  const from = told.findLastIndex((error) => !isBranch(error)) + 1;
  return told.splice(from);
}

/** The errors of the one branch that is for values of this type; the `oneOf` itself where that is not clear. */
function meantBy(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const branches = new Map<string | undefined, ErrorObject[]>();
  for (const error of errors) {
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0];
    const others = branches.get(branch);
    if (others === undefined) branches.set(branch, [error]);
    else others.push(error);
  }
  const isType = ({ keyword, instancePath }: ErrorObject) =>
    keyword === 'type' && instancePath === choice.instancePath;
  const [meant, other] = [...branches.values()].filter((branch) => !branch.some(isType));
  return meant && !other ? meant : [choice];
}

function firstOfEachValue(errors: readonly ErrorObject[]): ErrorObject[] {
  const first = new Map<string, ErrorObject>();
  for (const error of errors) {
    if (PER_FIELD.has(error.keyword)) continue;
    const before = first.get(error.instancePath);
    if (before === undefined || rank(error) < rank(before)) first.set(error.instancePath, error);
  }
  return errors.filter((error) => PER_FIELD.has(error.keyword) || first.get(error.instancePath) === error);
}

function rank({ keyword }: ErrorObject): number {
  const at = PRECEDENCE.indexOf(keyword);
  return at < 0 ? PRECEDENCE.length : at;
}
