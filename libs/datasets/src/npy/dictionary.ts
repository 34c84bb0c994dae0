import { InvalidDataError } from '@metasparse/contracts';

/** The three fields every npy header has. */
export interface HeaderFields {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const MAX_RANK = 32;
const STRING = /\s*(?:'([^'\\\n]{0,64})'|"([^"\\\n]{0,64})")/y;
const BOOLEAN = /\s*(True|False)/y;
const INTEGER = /\s*(\d{1,15})L?(?![\w.])/y;

/** Cursor over the header's text; every step either consumes a token or throws. */
class Cursor {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at = pattern.lastIndex;
    return match;
  }

  mark(mark: '{' | '}' | ':' | ',' | '(' | ')'): boolean {
    return this.take(MARKS[mark]) !== null;
  }

  expect(mark: '{' | ':' | ',' | '('): void {
    if (!this.mark(mark)) this.fail(`"${mark}" expected`);
  }

  atEnd(): boolean {
    return this.text.slice(this.at).trim() === '';
  }

  fail(reason: string): never {
    throw new InvalidDataError(
      `${this.file} has a malformed npy header: ${reason} at character ${String(this.at)}.`,
      { file: this.file, field: 'header', value: this.text.slice(0, 200), hint: 'save the array again' },
    );
  }
}

const MARKS = {
  '{': /\s*\{/y,
  '}': /\s*\}/y,
  ':': /\s*:/y,
  ',': /\s*,/y,
  '(': /\s*\(/y,
  ')': /\s*\)/y,
} as const;

/**
 * Parses `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`: exactly these keys, in any order, each once.
 * @throws InvalidDataError at the first character that does not fit.
 */
export function parseDictionary(text: string, file: string): HeaderFields {
  const cursor = new Cursor(text, file);
  const fields: { descr?: string; fortranOrder?: boolean; shape?: readonly number[] } = {};
  cursor.expect('{');
  while (!cursor.mark('}')) {
    readField(cursor, fields);
    if (!cursor.mark(',')) {
      if (!cursor.mark('}')) cursor.fail('"," or "}" expected');
      break;
    }
  }
  if (!cursor.atEnd()) cursor.fail('nothing but blanks expected');
  const { descr, fortranOrder, shape } = fields;
  if (descr === undefined) return cursor.fail("no 'descr'");
  if (fortranOrder === undefined) return cursor.fail("no 'fortran_order'");
  if (shape === undefined) return cursor.fail("no 'shape'");
  return { descr, fortranOrder, shape };
}

function readField(
  cursor: Cursor,
  fields: { descr?: string; fortranOrder?: boolean; shape?: readonly number[] },
): void {
  const key = readString(cursor, 'a key in quotes expected');
  cursor.expect(':');
  if (key === 'descr' && fields.descr === undefined) {
    fields.descr = readString(cursor, "'descr' must be one type in quotes, not a structure");
  } else if (key === 'fortran_order' && fields.fortranOrder === undefined) {
    const match = cursor.take(BOOLEAN) ?? cursor.fail('True or False expected');
    fields.fortranOrder = match[1] === 'True';
  } else if (key === 'shape' && fields.shape === undefined) {
    fields.shape = readShape(cursor);
  } else {
    cursor.fail(`unknown or repeated key ${JSON.stringify(key)}`);
  }
}

function readString(cursor: Cursor, reason: string): string {
  const match = cursor.take(STRING) ?? cursor.fail(reason);
  return match[1] ?? match[2] ?? '';
}

function readShape(cursor: Cursor): readonly number[] {
  const shape: number[] = [];
  cursor.expect('(');
  while (!cursor.mark(')')) {
    const match = cursor.take(INTEGER) ?? cursor.fail('a length of at most 15 digits expected');
    shape.push(Number(match[1]));
    if (shape.length > MAX_RANK) cursor.fail(`more than ${String(MAX_RANK)} dimensions`);
    if (!cursor.mark(',')) {
      if (!cursor.mark(')') || shape.length === 1) cursor.fail('a tuple expected');
      break;
    }
  }
  return shape;
}
