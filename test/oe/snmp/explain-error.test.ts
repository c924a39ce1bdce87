import { expect } from 'chai';
import { explainSnmpError } from '../../../oe/snmp/explain-error.ts';
import { TIMED_OUT } from '../../../oe/snmp/net-snmp.ts';

const ACCESS = { port: 161, community: 'public', timeoutMs: 100, retries: 0 };

describe('an Operational Environment says what to do about', () => {
  const user = { name: 'ops' };
  const explained = (message: string, name = 'ResponseInvalidError') =>
    explainSnmpError(
      Object.assign(new Error(message), { name }),
      { ...ACCESS, host: '::1', user },
      { datagrams: 1, answers: 0 },
    );

  for (const [said, message, remedy] of [
    ['Not In Time Window', 'the time of its engine contradicts', 'keeps its snmpEngineBoots'],
    [
      "Message with engineBoots '1' and engineTime '2' is outside the time window of …",
      'the time of its engine contradicts',
      'only one agent answers there',
    ],
    ['Unknown Engine ID', 'does not accept the engine ID that it gives', 'not a proxy or a balancer'],
    ['Decryption Error', 'the privacy passphrase or protocol is wrong', 'Compare --priv'],
    ['Failed to decrypt PDU: Error', 'the privacy passphrase or protocol is wrong', 'Compare --priv'],
    ['Authentication digest 00 received …', 'what it answers is not authentic', 'changes messages'],
  ] as const) {
    it(said, () => {
      const error = explained(said);
      expect(error.message)
        .to.match(/^\[::1\]:161 refuses user ops: /)
        .and.to.contain(message);
      expect(error.remedy).to.contain(remedy);
    });
  }

  it('what it has no words for', () => {
    expect(explained('Something else').remedy).to.equal(
      'Compare the user, its protocols and passphrases with those in the agent.',
    );
  });

  it('an address that there is not', () => {
    const unresolved = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const access = { ...ACCESS, host: 'nowhere.invalid' };
    const { message, remedy } = explainSnmpError(unresolved, access, { datagrams: 0, answers: 0 });
    expect([message, remedy]).to.deep.equal(['nowhere.invalid has no address.', 'Correct the address.']);
  });

  const silence = Object.assign(new Error('Request timed out'), { name: TIMED_OUT });
  const ciphered = { name: 'ops', auth: { protocol: 'SHA-256', passphrase: 'a passphrase' } } as const;
  const withPrivacy = { ...ciphered, priv: { protocol: 'AES-128', passphrase: 'a passphrase' } } as const;
  const silences: readonly [string, object, { datagrams: number; answers: number }, string, RegExp][] = [
    ['nobody', {}, { datagrams: 0, answers: 0 }, 'does not answer over SNMP.', /knows the community/],
    [
      'nobody over v3',
      { user },
      { datagrams: 0, answers: 0 },
      'does not answer over SNMPv3.',
      /speaks SNMPv3/,
    ],
    ['one who was there', {}, { datagrams: 1, answers: 1 }, 'any longer, after 1 answer.', /still runs/],
    ['no SNMP', {}, { datagrams: 2, answers: 0 }, 'with what is no response to', /what listens there/],
    [
      'a user unheard',
      { user },
      { datagrams: 1, answers: 0 },
      'what user ops asks.',
      /^See that the agent lets/,
    ],
    [
      'a user whose privacy differs',
      { user: withPrivacy },
      { datagrams: 1, answers: 0 },
      'what user ops encrypts.',
      /^Compare --priv/,
    ],
  ];
  for (const [who, more, heard, message, remedy] of silences) {
    it(`silence of ${who}`, () => {
      const error = explainSnmpError(silence, { ...ACCESS, host: '::1', ...more }, heard);
      expect(error.message).to.contain('[::1]:161 ').and.to.contain(message);
      expect(error.remedy).to.match(remedy);
    });
  }
});
