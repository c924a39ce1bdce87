import { expect } from 'chai';
import { fillRegions, findRegions } from '../../../build/reference/regions.ts';

const PAGE = `# Page

\`\`\`sh
# no heading
\`\`\`

## The \`first\` part

<!-- made from a/b.json -->
old
<!-- end -->

Prose.

<!-- made from a/b.json: one.two -->
<!-- end -->
`;

describe('Regions of a page', () => {
  it('say what they are made from, and stand under a heading', () => {
    const heading = { text: 'The `first` part', anchor: 'the-first-part' };
    expect(findRegions(PAGE)).to.deep.equal([
      { source: 'a/b.json', path: '', heading },
      { source: 'a/b.json', path: 'one.two', heading },
    ]);
  });

  it('are made anew, and nothing else', () => {
    const filled = fillRegions(PAGE, ({ path }) => `made of ${path}`);
    expect(filled).to.include('<!-- made from a/b.json -->\n\nmade of \n\n<!-- end -->\n\nProse.\n');
    expect(filled).to.include('<!-- made from a/b.json: one.two -->\n\nmade of one.two\n\n<!-- end -->\n');
    expect(fillRegions(filled, ({ path }) => `made of ${path}`)).to.equal(filled);
  });
});
