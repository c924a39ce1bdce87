/** One element of Accept or Accept-Encoding: a media range or a coding, and how welcome it is. */
interface Weighted {
  readonly value: string;
  readonly quality: number;
}

const VALUE = /^[\w!#$%&'*+.^`|~-]+(\/[\w!#$%&'*+.^`|~-]+)?$/;
const QUALITY = /^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/** What a client takes, with weights (RFC 9110 sections 12.4.2 and 12.5). */
export class WeightedList {
  readonly #elements: readonly Weighted[];

  /** Undefined where the header is malformed. */
  static parse(header: string): WeightedList | undefined {
    const elements: Weighted[] = [];
    for (const element of header.split(',')) {
      if (element.trim() === '') continue;
      const weighted = parseElement(element);
      if (!weighted) return undefined;
      elements.push(weighted);
    }
    return new WeightedList(elements);
  }

  private constructor(elements: readonly Weighted[]) {
    this.#elements = elements;
  }

  /** Whether it has no element: the client then takes what it takes without the header. */
  get isEmpty(): boolean {
    return this.#elements.length === 0;
  }

  /** 0 to 1; of several elements that match the most specific one decides. Undefined where none matches. */
  qualityOf(value: string): number | undefined {
    const [type] = value.split('/');
    for (const candidate of [value, `${type}/*`, '*/*', '*']) {
      const element = this.#elements.find((each) => each.value === candidate);
      if (element) return element.quality;
    }
    return undefined;
  }
}

function parseElement(element: string): Weighted | undefined {
  const [value = '', ...parameters] = element.split(';').map((part) => part.trim());
  if (!VALUE.test(value)) return undefined;
  const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter));
  const quality = weight === undefined ? '1' : QUALITY.exec(weight)?.[1];
  return quality === undefined ? undefined : { value: value.toLowerCase(), quality: Number(quality) };
}
