import { expect } from 'chai';
import { printConfiguration, printMeasurements } from '../../../oe/print/print-answers.ts';
import { CALLS } from '../../agent/running/calls.ts';
import { compileModel } from '../../agent/running/running-agent.ts';

const answer = {
  instanceId: 'sip-01',
  found: [
    {
      identifier: 'EXAMPLE-CALL-KPI-MIB',
      items: [
        { name: 'kpi1.begin', value: '2026-11-21T12:00:00.000Z' },
        { name: 'kpi1.end', value: '2026-11-21T12:00:10.000Z' },
        { name: 'kpi1.validity', value: 'suspect' },
        { name: 'Answer Ratio', value: '', description: 'attempts: "nothing", and\nno more' },
        { name: 'Trunk Load[north]', value: '4' },
      ],
    },
  ],
  unknown: ['Nothing'],
};

describe('What an instance answered, printed', () => {
  const model = compileModel({ 'calls.yaml': CALLS });

  it('K13 is a table grouped by category, with those that have none last', () => {
    expect(printMeasurements(answer, 'table', model).split('\n')).to.deep.equal([
      'Accessibility',
      '  NAME          UNIT     BEGIN                     END                       NOTE',
      '  Answer Ratio  percent  2026-11-21T12:00:00.000Z  2026-11-21T12:00:10.000Z  attempts: "nothing", and\\nno more',
      '',
      'Other',
      '  NAME               VALUE  UNIT   BEGIN                     END',
      '  Trunk Load[north]      4  calls  2026-11-21T12:00:00.000Z  2026-11-21T12:00:10.000Z',
    ]);
  });

  it('is one table where nothing is known of categories', () => {
    const found = [{ identifier: 'A', items: [{ name: 'A', value: '1' }] }];
    expect(printMeasurements({ ...answer, found }, 'table')).to.equal('NAME  VALUE\nA         1');
  });

  it('is CSV as RFC 4180 has it', () => {
    expect(printMeasurements(answer, 'csv', model)).to.equal(
      [
        'instance,identifier,category,name,value,unit,begin,end,note',
        'sip-01,EXAMPLE-CALL-KPI-MIB,Accessibility,Answer Ratio,,percent,2026-11-21T12:00:00.000Z,' +
          '2026-11-21T12:00:10.000Z,"attempts: ""nothing"", and\nno more"',
        'sip-01,EXAMPLE-CALL-KPI-MIB,,Trunk Load[north],4,calls,2026-11-21T12:00:00.000Z,2026-11-21T12:00:10.000Z,',
      ].join('\n'),
    );
  });

  it('is JSON, with what is unknown', () => {
    const { figures, unknown } = JSON.parse(printMeasurements(answer, 'json', model));
    expect(unknown).to.deep.equal(['Nothing']);
    expect(figures[1]).to.deep.equal({
      identifier: 'EXAMPLE-CALL-KPI-MIB',
      name: 'Trunk Load[north]',
      value: '4',
      unit: 'calls',
      begin: '2026-11-21T12:00:00.000Z',
      end: '2026-11-21T12:00:10.000Z',
    });
  });

  it('marks a value that the instance holds suspect', () => {
    const items = [
      { name: 'kpi1.validity', value: 'suspect' },
      { name: 'A', value: '1' },
    ];
    const text = printMeasurements({ ...answer, found: [{ identifier: 'A', items }] }, 'table');
    expect(text).to.equal('NAME  VALUE  NOTE\nA         1  suspect');
  });

  it('K28 shows configuration items with their descriptions', () => {
    const found = [
      { identifier: 'collection', items: [{ name: 'autostart', value: 'true', description: 'Why.' }] },
    ];
    expect(printConfiguration({ instanceId: 'a', found, unknown: [] }, 'table')).to.equal(
      'INFO        NAME       VALUE  DESCRIPTION\ncollection  autostart  true   Why.',
    );
  });
});
