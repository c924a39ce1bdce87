import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Model } from '../../model/model.ts';
import type { Definitions } from '../definition.ts';
import { GENERATED_MARK } from '../folders.ts';
import type { Lock } from '../lock/lock.ts';
import { printer } from '../templates.ts';
import { buildReference } from './html-reference.ts';

interface PageView {
  readonly mark: string;
  readonly title: string;
  readonly policy: string;
  readonly style: string;
  readonly data: string;
  readonly script: string;
}

/** The page's script, in parts: each after those that it imports from. */
const SCRIPT_PARTS = [
  'tree.js',
  'search.js',
  'instance.js',
  'elements.js',
  'commands.js',
  'details.js',
  'pages.js',
  'tree-view.js',
  'finder.js',
  'main.js',
];

const print = printer<PageView>('nms/html/page');

/** The browsable reference of all modules: its path below NMS_FOLDER, and a page that needs no other file. */
export function printReference(
  model: Model,
  definitions: Definitions,
  lock: Lock,
): [path: string, text: string] {
  const style = `\n${readAsset('page.css')}`;
  const script = `\n${joinScript()}`;
  const text = print({
    mark: GENERATED_MARK,
    title: escapeText(`MIB reference - ${model.organization}`),
    policy: policyFor(style, script),
    style,
    data: escapeJson(JSON.stringify(buildReference(model, definitions, lock))),
    script,
  });
  return ['html/index.html', text];
}

/** One script of all parts, which share a scope there: no import is needed, and none would work from disk. */
function joinScript(): string {
  return SCRIPT_PARTS.map((part) =>
    readAsset(part)
      .replace(/^import [^;]*;\n/gm, '')
      .replace(/^export /gm, ''),
  ).join('\n');
}

function readAsset(name: string): string {
  return readFileSync(new URL(`../templates/nms/html/${name}`, import.meta.url), 'utf8');
}

/**
 * Content Security Policy: only this style and this script are used, and nothing is fetched. Should a text of
 * the definitions ever become markup, it still does nothing.
 */
function policyFor(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A text within an element's text. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * JSON within a script element, which ends at the first `</script` and which `<!--` changes (HTML 4.12.1.3): the
 * same JSON without `<` and `>`.
 */
function escapeJson(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}
