import { describe, expect, it } from 'vitest';
import { html, raw } from './html.js';

describe('html', () => {
  it('escapes every string and number put into it', () => {
    expect(html`<p title="${`"'`}">${'<script>&'} ${3}</p>`.markup).toBe(
      '<p title="&quot;&#39;">&lt;script&gt;&amp; 3</p>',
    );
  });

  it('keeps markup, joins lists, and leaves nothing for null and false', () => {
    expect(
      html`<ul>
        ${['a', 'b'].map((text) => html`<li>${text}</li>`)}${null}${false}${raw('<hr>')}
      </ul>`.markup,
    ).toBe('<ul><li>a</li><li>b</li><hr></ul>');
  });

  it('drops control characters that no document may hold', () => {
    expect(html`${'a\u0000\u0008\u001fb\tc'}`.markup).toBe('ab\tc');
  });

  it('takes out line breaks beside tags and keeps one between words', () => {
    const tag = html;
    const page = tag`
      <p>
        ${'a'}
      </p>
      <p>two
        words</p>
    `;
    expect(page.markup).toBe('<p>a</p><p>two\nwords</p>');
  });
});
