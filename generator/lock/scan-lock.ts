import { TYPE_PATTERN } from '../mib/syntax.ts';
import {
  LOCK_VERSION,
  type Lock,
  type LockedFigure,
  type LockedIndex,
  type LockedModule,
  type LockedObject,
  OID_PATTERN,
} from './lock.ts';
import { readScalar, SCALAR } from './scalar.ts';

/** A lock while it is being read: the maps still grow. */
interface OpenModule extends LockedModule {
  readonly objects: Map<string, LockedObject>;
  readonly measurements: Map<string, LockedFigure>;
  readonly kpis: Map<string, LockedFigure>;
}

const TEXT = `(${SCALAR})`;
/** Larger arcs are read too, by YAML. */
const NUMBER = String.raw`([1-9]\d{0,8})`;
const DESCRIPTOR = '([a-z][A-Za-z0-9]{0,63})';
const SYNTAX = `(${TYPE_PATTERN.slice(1, -1)})`;
const OID = `(?:, oid: (${OID_PATTERN.slice(1, -1)}))?`;
const INDEX = `\\{ name: ${TEXT}(?:, column: ${NUMBER})?, descriptor: ${DESCRIPTOR}, syntax: ${SYNTAX} \\}`;

const MODULE_LINE = new RegExp(`^ {2}${TEXT}:$`);
const ARC_LINE = /^ {4}arc: ([2-9]|[1-9]\d{1,8})$/;
const PREFIX_LINE = new RegExp(`^ {4}prefix: ${DESCRIPTOR}$`);
const OBJECT_LINE = new RegExp(
  `^ {6}${TEXT}: \\{ arc: ${NUMBER}${OID}(?:, lastColumn: ${NUMBER})?, descriptor: ${DESCRIPTOR}, index: \\[(.+)\\](, status: obsolete)? \\}$`,
);
const INDEX_LIST = new RegExp(`^${INDEX}(?:, ${INDEX})*$`);
const INDEX_ITEM = new RegExp(INDEX, 'g');
const FIGURE_LINE = new RegExp(
  `^ {6}${TEXT}: \\{ arc: ${NUMBER}${OID}(?:, per: ${TEXT}, column: ${NUMBER})?, descriptor: ${DESCRIPTOR}, ` +
    `syntax: ${SYNTAX}, unit: ${TEXT}(, status: obsolete)? \\}$`,
);

/**
 * Reads a lock that looks exactly as write-lock.ts writes it, ten times as fast as YAML would. Undefined where
 * a line is anything else: YAML then says whether it is another way to write a lock, or what is wrong.
 */
export function scanLock(text: string): Lock | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '') return undefined;
  let at = 0;
  while (lines[at]?.startsWith('#')) at++;
  if (lines[at++] !== `version: ${LOCK_VERSION}`) return undefined;
  const enterprise = /^enterprise: (0|[1-9]\d{0,9})$/.exec(lines[at++] ?? '')?.[1];
  if (enterprise === undefined) return undefined;
  const arc = /^arc: ([1-9]\d{0,8})$/.exec(lines[at] ?? '')?.[1];
  if (arc !== undefined) at++;
  const modules = new Map<string, LockedModule>();
  const lock: Lock = { enterprise: Number(enterprise), ...(arc && { arc: Number(arc) }), modules };
  if (lines[at] === 'modules: {}') {
    return at + 1 === lines.length ? lock : undefined;
  }
  if (lines[at++] !== 'modules:' || at === lines.length) return undefined;
  while (at < lines.length) {
    const next = scanModule(lines, at, modules);
    if (next === undefined) return undefined;
    at = next;
  }
  return lock;
}

/** Reads one module from its first line on; gives the line after it. */
function scanModule(
  lines: readonly string[],
  start: number,
  modules: Map<string, LockedModule>,
): number | undefined {
  const name = MODULE_LINE.exec(lines[start] ?? '')?.[1];
  const arc = ARC_LINE.exec(lines[start + 1] ?? '')?.[1];
  const prefix = PREFIX_LINE.exec(lines[start + 2] ?? '')?.[1];
  if (name === undefined || arc === undefined || prefix === undefined) return undefined;
  const obsolete = lines[start + 3] === '    status: obsolete';
  const module: OpenModule = {
    arc: Number(arc),
    prefix,
    obsolete,
    objects: new Map(),
    measurements: new Map(),
    kpis: new Map(),
    line: start + 1,
  };
  if (!add(modules, name, module)) return undefined;
  let at = start + (obsolete ? 4 : 3);
  at = scanSection(lines, at, 'objects', (line, number) => scanObject(line, number, module.objects));
  for (const title of ['measurements', 'kpis'] as const) {
    at = scanSection(lines, at, title, (line, number) => scanFigure(line, number, module[title]));
  }
  return at === lines.length || /^ {2}\S/.test(lines[at] as string) ? at : undefined;
}

/** Reads the lines of a section as long as `scan` takes them; gives the line after it. */
function scanSection(
  lines: readonly string[],
  start: number,
  title: string,
  scan: (line: string, number: number) => boolean,
): number {
  if (lines[start] !== `    ${title}:`) return start;
  let at = start + 1;
  while (at < lines.length && scan(lines[at] as string, at + 1)) at++;
  return at === start + 1 ? start : at;
}

function scanObject(line: string, number: number, objects: Map<string, LockedObject>): boolean {
  const match = OBJECT_LINE.exec(line);
  if (!match) return false;
  const [, name = '', arc, oid, last, descriptor = '', list = '', obsolete] = match;
  if (!INDEX_LIST.test(list)) return false;
  const index = [...list.matchAll(INDEX_ITEM)].map(
    ([, column = '', itsArc, itsDescriptor = '', syntax = '']): LockedIndex => ({
      name: readScalar(column),
      ...(itsArc === undefined ? {} : { column: Number(itsArc) }),
      descriptor: itsDescriptor,
      syntax,
    }),
  );
  return add(objects, name, {
    arc: Number(arc),
    ...(oid === undefined ? {} : { oid }),
    ...(last === undefined ? {} : { lastColumn: Number(last) }),
    descriptor,
    index,
    obsolete: obsolete !== undefined,
    line: number,
  });
}

function scanFigure(line: string, number: number, figures: Map<string, LockedFigure>): boolean {
  const match = FIGURE_LINE.exec(line);
  if (!match) return false;
  const [, name = '', arc, oid, per, column, descriptor = '', syntax = '', unit = '', obsolete] = match;
  return add(figures, name, {
    arc: Number(arc),
    ...(oid === undefined ? {} : { oid }),
    ...(per === undefined ? {} : { per: readScalar(per), column: Number(column) }),
    descriptor,
    syntax,
    unit: readScalar(unit),
    obsolete: obsolete !== undefined,
    line: number,
  });
}

/** False where the name is there already: YAML says so with its place. */
function add<T>(entries: Map<string, T>, name: string, entry: T): boolean {
  const key = readScalar(name);
  if (entries.has(key)) return false;
  entries.set(key, entry);
  return true;
}
