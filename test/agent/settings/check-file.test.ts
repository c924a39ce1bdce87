import { expect } from 'chai';
import { checkFileSettings } from '../../../agent/settings/check-file.ts';
import { CALLS, CONFIG, MemorySettings, openTestSettings, SOURCE } from './memory-settings.ts';

const withSettings = (settings: Readonly<Record<string, Readonly<Record<string, string>>>>) => ({
  ...CONFIG,
  settings: new Map(Object.entries(settings).map(([info, items]) => [info, new Map(Object.entries(items))])),
});
const check = (settings: Parameters<typeof withSettings>[0]) =>
  checkFileSettings(withSettings(settings), { sources: [SOURCE], modules: [CALLS] });

describe('The section `settings` of the configuration file (K25)', () => {
  const FILE = {
    report: { period: '1h', content: 'kpi' },
    'kpi.Answer Ratio': { formula: 'answered / attempts' },
    night: { duration: '8h' },
  };

  it('sets several items of several ConfigurationInfos, and makes profiles', () => {
    expect(check(FILE)).to.deep.equal([]);
    const { settings } = openTestSettings(new MemorySettings(), withSettings(FILE));
    expect(settings.value('report', 'period')).to.equal('1h');
    expect(settings.value('kpi.exAnswerRatio', 'formula')).to.equal('answered / attempts');
    expect(settings.profiles()).to.deep.equal(['default', 'night']);
  });

  it('holds again when what was set by command is taken back', () => {
    const { settings } = openTestSettings(new MemorySettings(), withSettings(FILE));
    for (const value of ['2h', '']) {
      settings.configure('oe', { identifier: 'night', items: [{ name: 'duration', value }] });
    }
    expect(settings.value('night', 'duration')).to.equal('8h');
    expect(settings.profiles()).to.deep.equal(['default', 'night']);
  });

  it('is checked as a command is, all problems at once', () => {
    const problems = check({
      report: { period: 'often', contents: 'kpi' },
      'kpi.Answer Rati': { formula: '1' },
      instance: { instanceId: 'other' },
      'notify.3': { FTPUserPasswd: 'hunter2' },
      'source.switch': { timeout: '20s' },
      night: { 'filter.value': '' },
    });
    expect(problems.map(({ info, item }) => [info, item])).to.deep.equal([
      ['report', 'period'],
      ['report', 'contents'],
      ['kpi.Answer Rati', undefined],
      ['instance', 'instanceId'],
      ['notify.3', 'FTPUserPasswd'],
      ['source.switch', 'timeout'],
      ['night', 'filter.value'],
    ]);
    expect(problems[2]?.message).to.match(/Did you mean kpi\.Answer Ratio/);
    expect(JSON.stringify(problems)).to.not.match(/hunter/);
  });
});
