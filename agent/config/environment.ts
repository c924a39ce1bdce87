import type { Diagnostic } from '../../document/diagnostic.ts';
import type { Container } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { diagnoseConfig } from './rules.ts';

const VARIABLE = /\$(\$|\{([^}]*)\})/g;

/**
 * Replaces `${NAME}` in every text of a document by the environment variable's value, in place; `$$` is a
 * plain `$`. Tells each variable that is not set.
 */
export function replaceVariables(document: YamlDocument, environment: NodeJS.ProcessEnv): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const visited = new Set<Container>();
  const visit = (container: Container) => {
    if (visited.has(container)) return;
    visited.add(container);
    for (const [key, value] of Object.entries(container)) {
      if (typeof value === 'object' && value !== null) visit(value as Container);
      else if (typeof value === 'string' && value.includes('$')) replaceIn(container, key, value);
    }
  };
  const replaceIn = (container: Container, key: string, text: string) => {
    const replaced = text.replace(VARIABLE, (whole, dollar: string, name: string | undefined) => {
      if (name === undefined) return dollar === '$' ? '$' : whole;
      const value = environment[name];
      if (value !== undefined) return value;
      const at = Array.isArray(container) ? Number(key) : key;
      const place = document.source.place(document.locations.valueRange(container, at));
      const message = `The environment variable ${name} is not set.`;
      diagnostics.push(
        diagnoseConfig('CONFIG-VARIABLE', place, message, `Set ${name}, or write $$ for a plain $.`),
      );
      return whole;
    });
    (container as Record<string, unknown>)[key] = replaced;
  };
  if (typeof document.data === 'object' && document.data !== null) visit(document.data as Container);
  return diagnostics;
}
