import type { Model, ModelFigure, ModelModule, ModelObject } from '../../model/model.ts';
import { itemName } from '../figure-names.ts';
import { BaseOids } from './base-oids.ts';
import { figureText, octetsToText, rowOfIndex } from './figure-text.ts';
import type { Varbind } from './net-snmp.ts';

/** OID of KPI1-MIB's MODULE-IDENTITY, as far as it is known without a model: where its notifications lie. */
const NOTIFICATION_SHAPE = /^(1\.3\.6\.1\.4\.1\.\d+\.\d+)\.0\.\d+$/;

interface KnownFigure {
  readonly figure: ModelFigure;
  readonly object: ModelObject | undefined;
}

/** Names what notifications hold: by the model where there is one, else by OID. */
export class NotificationDecoder {
  readonly #model: Model | undefined;
  readonly #figures = new Map<string, KnownFigure>();

  constructor(model: Model | undefined) {
    this.#model = model;
    for (const module of model?.modules ?? []) this.#add(module);
  }

  /** KPI1-MIB's objects, below where this notification lies; undefined where it is no notification of ours. */
  baseOf(trapOid: string): BaseOids | undefined {
    const [, below] = NOTIFICATION_SHAPE.exec(trapOid) ?? [];
    const base = this.#model?.baseOid ?? below;
    const oids = base === undefined ? undefined : new BaseOids(base);
    return oids?.notification(trapOid) === undefined ? undefined : oids;
  }

  /** An object of a definition's module, as an item of a report. */
  item(varbind: Varbind): { name: string; value: string } {
    const subIdentifiers = varbind.oid.split('.');
    for (let length = subIdentifiers.length - 1; length > 0; length--) {
      const known = this.#figures.get(subIdentifiers.slice(0, length).join('.'));
      const row = known && rowOf(known, subIdentifiers.slice(length).map(Number));
      if (known && row !== undefined) {
        return { name: itemName(known.figure.name, row), value: figureText(varbind, known.figure.syntax) };
      }
    }
    return { name: varbind.oid, value: plainText(varbind.value) };
  }

  #add({ objects, measurements, kpis }: ModelModule): void {
    for (const figure of [...measurements, ...kpis]) {
      const object = objects.find(({ name }) => name === figure.per);
      this.#figures.set(figure.oid, { figure, object });
    }
  }
}

function rowOf({ object }: KnownFigure, index: readonly number[]): string | undefined {
  if (object) return rowOfIndex(index, object);
  return index.length === 1 && index[0] === 0 ? '' : undefined;
}

/** A value of which only its SMI type is known. Counter64 comes as octets that are no text. */
export function plainText(value: unknown): string {
  if (!Buffer.isBuffer(value)) return octetsToText(value);
  const isText = [...value].every((octet) => octet >= 0x20 && octet !== 0x7f);
  return isText ? octetsToText(value) : `0x${value.toString('hex')}`;
}
