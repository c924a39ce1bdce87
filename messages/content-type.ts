/** A Content-Type (RFC 9110 8.3): type and parameter names in lower case, values as they are. */
export interface ContentType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const TYPE = new RegExp(`^[ \\t]*(${TOKEN}/${TOKEN})[ \\t]*`);
const PARAMETER = new RegExp(`;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*`, 'y');

/** Undefined where the text is no Content-Type. */
export function parseContentType(text: string): ContentType | undefined {
  const [whole, type] = TYPE.exec(text) ?? [];
  if (whole === undefined || type === undefined) return undefined;
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = whole.length;
  let end = whole.length;
  while (end < text.length) {
    const found = PARAMETER.exec(text);
    if (!found) return undefined;
    const [, name, token, quoted] = found;
    if (name) parameters.set(name.toLowerCase(), token ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
    end = PARAMETER.lastIndex;
  }
  return { type: type.toLowerCase(), parameters };
}

const CHARSET = /^(?:utf-?8|us-ascii|utf-16(?:le|be)?)$/i;

/**
 * What keeps content from being a KPI-1 message in XML, judged by its type; undefined where nothing does. Which
 * of the encodings that we read it is in, the document itself tells.
 */
export function xmlTypeProblem({ type, parameters }: ContentType): string | undefined {
  if (type !== 'application/xml' && type !== 'text/xml') return `${type} is not read: send application/xml`;
  const charset = parameters.get('charset');
  if (charset === undefined || CHARSET.test(charset)) return undefined;
  return `the charset ${charset} is not read: send UTF-8`;
}
