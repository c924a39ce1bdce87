import { expect } from 'chai';
import fc from 'fast-check';
import {
  clauseValue,
  comment,
  fill,
  heading,
  nameList,
  quoted,
  textClause,
} from '../../../generator/mib/layout.ts';

const long = 'exampleDescriptorOfSixtyFourCharactersWhichIsAsLongAsOneMayEverBe';

describe('The layout of a MIB', () => {
  it('sets paragraphs apart and hangs what is labelled', () => {
    const text = quoted(
      ['First paragraph.', 'Second one.'],
      [
        { label: 'Formula', text: `${'a + '.repeat(15)}b` },
        { label: 'Unit', text: '%' },
      ],
    );
    expect(text).to.equal(
      [
        '        "First paragraph.',
        '',
        '         Second one.',
        '',
        '         Formula: a + a + a + a + a + a + a + a + a + a + a + a + a +',
        '           a + a + b',
        '         Unit: %"',
      ].join('\n'),
    );
  });

  it('leaves no blanks on empty lines, however many there are', () => {
    expect(quoted(['a\n\n\nb\n'])).to.equal('        "a\n\n\n         b"');
  });

  it('never has a quotation mark within a text, a line beyond column 72, or anything but ASCII (K03)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }),
        fc.string({ unit: 'binary' }),
        (texts, field) => {
          const text = quoted(texts, [{ label: 'Field', text: field }]);
          expect(text).to.match(/^ {8}"[\x20\x21\x23-\x7e\n]*"$/);
          for (const line of text.split('\n')) expect(line.length).to.be.at.most(72);
          expect(text).not.to.match(/ \n/);
        },
      ),
    );
  });

  it('ends no comment early: two hyphens would (RFC 2578 section 3.2)', () => {
    expect(comment('a -- b --- c')).to.equal('-- a - b - c');
  });

  it('puts a clause of one text on one line where it fits', () => {
    expect(textClause('UNITS', 'bit/s')).to.equal('    UNITS       "bit/s"\n');
    expect(textClause('UNITS', '°C')).to.equal('    UNITS       "degC"\n');
    expect(textClause('UNITS', ' ')).to.equal('');
    expect(textClause('CONTACT-INFO', 'x'.repeat(60))).to.equal(
      `    CONTACT-INFO\n        "${'x'.repeat(60)}"\n`,
    );
    expect(textClause('CONTACT-INFO', 'a\nb')).to.equal('    CONTACT-INFO\n        "a\n         b"\n');
  });

  it('lists a few names in a line, and more a line each', () => {
    expect(nameList('INDEX', ['a', 'b'])).to.equal('    INDEX       { a, b }\n');
    expect(nameList('OBJECTS', ['a', 'b', 'c', 'd'])).to.equal(
      '    OBJECTS     {\n        a,\n        b,\n        c,\n        d\n    }\n',
    );
    expect(nameList('MANDATORY-GROUPS', ['a'], 8)).to.equal('        MANDATORY-GROUPS { a }\n');
    expect(nameList('OBJECTS', [])).to.equal('');
  });

  it('keeps the longest descriptors within the line', () => {
    const name = long.slice(0, 64);
    for (const text of [
      heading(name, 'OBJECT-TYPE'),
      nameList('OBJECTS', [name, name]),
      clauseValue(`SEQUENCE OF ${name}`),
    ]) {
      for (const line of text.split('\n')) expect(line.length).to.be.at.most(72);
      expect(text).to.include(name);
    }
  });

  it('fills lines with words', () => {
    expect(
      fill(['MODULE-IDENTITY', 'OBJECT-TYPE', 'NOTIFICATION-TYPE', 'Integer32', 'Unsigned32'], 4),
    ).to.equal('    MODULE-IDENTITY, OBJECT-TYPE, NOTIFICATION-TYPE, Integer32,\n    Unsigned32');
  });
});
