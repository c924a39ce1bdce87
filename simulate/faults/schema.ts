import { byType, DURATION, object, TEXT } from '../../agent/config/schema-parts.ts';

const when = {
  at: { ...DURATION, description: 'How long after the start it begins.' },
  for: { ...DURATION, description: 'How long it lasts. Default: to the end.' },
};
const ROW = { ...TEXT, description: 'The row: its index values, separated by commas.' };

/** JSON Schema (2020-12) of a script of faults. */
export const FAULTS_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Script of faults for kpi1 simulate',
  ...object(
    {
      faults: {
        type: 'array',
        minItems: 1,
        items: byType({
          'source-down': fault({ ...when, module: TEXT }, ['module']),
          'counter-reset': fault({ at: when.at, module: TEXT }, ['module']),
          'row-gone': fault({ ...when, object: TEXT, row: ROW }, ['object', 'row']),
          value: fault(
            { ...when, measurement: TEXT, row: ROW, value: { type: ['number', 'boolean', 'string'] } },
            ['measurement', 'value'],
          ),
          threshold: fault({ ...when, kpi: TEXT, row: ROW, severity: { enum: ['warning', 'critical'] } }, [
            'kpi',
          ]),
        }),
      },
    },
    ['faults'],
  ),
};

function fault(properties: Record<string, unknown>, required: readonly string[]) {
  return object({ type: { type: 'string' }, ...properties }, ['at', ...required]);
}
