import { expect } from 'chai';
import fc from 'fast-check';
import { loadConfig } from '../../../agent/config/load.ts';

/** Every secret in here holds this, and nothing else does. */
const MARK = 'hunter2';
const ENVIRONMENT = { FROM_OUTSIDE: `outer-${MARK}-outer` };

const VALID = `\
instanceId: sip-01
snmp:
  communities: [{ name: comm-${MARK}, from: [127.0.0.0/8], view: all }, { name: "\${FROM_OUTSIDE}", from: ["::1"], view: all }]
  users:
    - name: ops
      auth: { protocol: SHA-256, passphrase: "auth ${MARK} auth" }
      priv: { protocol: AES-128, passphrase: 'priv-${MARK}' }
      view: all
  views: { all: { include: [1.3.6.1] } }
notify:
  - { type: snmp, to: 127.0.0.1:1162, community: trap-${MARK} }
  - { type: ftp, FTPServerIP: 127.0.0.1, FTPServerPort: 21, InstanceID: i, FTPUserName: u, FTPUserPasswd: ftp-${MARK}, FTPDir: / }
  - { type: http, url: "http://127.0.0.1/?token=push-${MARK}", basic: { user: u, password: basic-${MARK} } }
  - { type: http, name: second, url: http://127.0.0.1/, bearer: "bearer-${MARK}" }
http:
  listen: 127.0.0.1:8161
  credentials: [{ type: basic, user: u, password: 'asked-${MARK}' }, { type: bearer, name: n, token: token-${MARK} }]
sources:
  - name: sip
    type: prometheus
    url: http://user:url-${MARK}@127.0.0.1:9980/metrics?token=query-${MARK}
    every: 10s
    measurements: { inviteAttempts: a }
`;

/** The secrets behind their fields, whatever stands between. */
const FIELDS = [
  ...[/name\W+comm/, /passphrase\W+auth/, /passphrase\W+priv/, /community\W+trap/, /FTPUserPasswd\W+ftp/],
  ...[/password\W+basic/, /bearer\W+bearer/, /password\W+asked/, /token\W+token/, /\?token=push/],
  ...[/url\W+http\W+user\W+url/, /\?token=query/],
];

function told(text: string): string {
  const { diagnostics } = loadConfig('agent.yaml', Buffer.from(text), ENVIRONMENT);
  return JSON.stringify(diagnostics);
}

describe('What is told of a configuration', () => {
  it('is nothing of a valid one', () => {
    expect(told(VALID)).to.equal('[]');
  });

  const secrets = VALID.match(new RegExp(`[^\\s:@=]*${MARK}[^\\s@?},]*`, 'g')) ?? [];
  const forms: readonly (readonly [what: string, change: (secret: string) => string])[] = [
    ['an alias', () => `*${MARK}`],
    ['a tag', () => `!${MARK}`],
    ['an anchor', () => `&${MARK}`],
    ['a map', (secret) => `{ ${secret}: 1 }`],
    ['a list', (secret) => `[${secret}, ${secret}]`],
    ['a key without a blank behind it', (secret) => `x:${secret}`],
    ['an open quotation', (secret) => `"${secret}`],
    ['a quotation with a bad escape', (secret) => `"${secret}\\q"`],
    ['a reserved character', (secret) => `@${secret}`],
    ['a block on the same line', (secret) => `| ${secret}`],
    ['very long', (secret) => secret.repeat(60)],
    ['two lines', (secret) => `${secret}\n\t${secret}`],
  ];
  for (const [what, change] of forms) {
    it(`shows no secret that is ${what}`, () => {
      expect(secrets).to.have.length(12);
      for (const secret of secrets)
        expect(told(VALID.replace(secret, () => change(secret)))).to.not.contain(MARK);
    });
  }

  it('shows no secret that is a number, and still says what is wrong', () => {
    const message = told(VALID.replace(/passphrase: "[^"]*"/, 'passphrase: 4711081504'));
    expect(message).to.contain('"rule":"FIELD-TYPE"').and.to.contain('passphrase').and.not.contain('4711');
    expect(told(VALID.replace(/passphrase: "[^"]*"/, 'passphrase: 04711081504'))).to.not.contain('4711');
    expect(told(VALID.replace(`trap-${MARK}`, '12345678901234567890'))).to.not.contain('1234567890');
  });

  it('shows no URL that is of another kind, or none', () => {
    for (const url of [
      `ftp://user:${MARK}@h/`,
      `http://user:${MARK}@/`,
      `http://user:${MARK}@[h]/`,
      `file://${MARK}`,
    ]) {
      const said = told(VALID.replace(/(?<=^ {4})url: .*/m, `url: ${url}`));
      expect(said).to.match(/"rule":"(FIELD-FORM|CONFIG-URL)"/);
      expect(said).to.not.contain(MARK);
    }
  });

  it('says the community that everybody knows', () => {
    expect(told(VALID.replace(`trap-${MARK}`, '[public]')))
      .to.contain('a list')
      .and.not.contain('***');
  });

  it('shows none whatever is cut from it or put into it', () => {
    const pieces = fc.constantFrom(
      '',
      ' ',
      '\n',
      '  ',
      ':',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '*',
      '!',
      '&',
      '-',
      '#',
      '|',
      '0',
      '\t',
    );
    fc.assert(
      fc.property(fc.nat(VALID.length), fc.nat(3), pieces, (at, length, put) => {
        const text = VALID.slice(0, at) + put + VALID.slice(at + length);
        // What is not behind its field any more is not known to be secret.
        fc.pre(FIELDS.every((field) => field.test(text)));
        expect(told(text)).to.not.contain(MARK);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
