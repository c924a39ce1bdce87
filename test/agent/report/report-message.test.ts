import { expect } from 'chai';
import { reportMessage } from '../../../agent/report/report-message.ts';

const REPORT = {
  sequence: 12,
  identifier: 'TEST-MIB',
  begin: new Date(0),
  end: new Date(500),
  items: [],
};

describe('A report as InstancePMReport', () => {
  const valuesOf = (message: ReturnType<typeof reportMessage>) =>
    Object.fromEntries(message.measurements[0]!.items.map(({ name, value }) => [name, value]));

  it('K54 K63 O09 has the reserved items even where no figure has a value', () => {
    const message = reportMessage({ ...REPORT, validity: 'suspect' }, 'test-01');
    expect(message.measurements.map(({ identifier }) => identifier)).to.deep.equal(['TEST-MIB']);
    expect(valuesOf(message)).to.deep.equal({
      'kpi1.sequence': '12',
      'kpi1.begin': '1970-01-01T00:00:00.000Z',
      'kpi1.end': '1970-01-01T00:00:00.500Z',
      'kpi1.granularity': '0.5',
      'kpi1.validity': 'suspect',
    });
  });

  it('O09 says nothing of a validity that is not known', () => {
    expect(valuesOf(reportMessage(REPORT, 'test-01'))).not.to.have.property('kpi1.validity');
  });
});
