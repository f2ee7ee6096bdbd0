import { XmlElement, XmlError, XmlText, parseXml } from '@rgrove/parse-xml';
import { ApiError } from '../../errors.ts';
import { scanMarkup } from './markup.ts';

/** What one document may hold. */
export const SSML_LIMITS = { depth: 20, elements: 2_000, attributeLength: 1_000 };

/** A document of SSML; `fault` makes the error that names a place in it, by its offset in UTF-16 units. */
export interface SsmlDocument {
  root: XmlElement;
  fault: (offset: number, problem: string) => ApiError;
}

/** Parses a document within its limits; nothing that it names is loaded. Throws ApiError `invalid_ssml` with line and column. */
export function parseDocument(source: string): SsmlDocument {
  const fault = (offset: number, problem: string): ApiError => {
    const before = source.slice(0, offset).split('\n');
    const place = `line ${before.length}, column ${[...(before.at(-1) ?? '')].length + 1}`;
    return new ApiError('invalid_ssml', `The SSML of the input is not valid at ${place}: ${problem}.`, {
      param: 'input',
    });
  };
  const { doctype, tooDeep, tooMany } = scanMarkup(source, SSML_LIMITS);
  if (doctype !== undefined) throw fault(doctype, 'a DOCTYPE is not allowed');
  if (tooDeep !== undefined) throw fault(tooDeep, `elements are nested too deep (limit ${SSML_LIMITS.depth})`);
  if (tooMany !== undefined) throw fault(tooMany, `there are too many elements (limit ${SSML_LIMITS.elements})`);
  const root = parsed(source, fault);
  if (root.name !== 'speak') throw fault(root.start, `the root must be <speak>, not <${shown(root.name)}>`);
  checkAttributes(root, fault);
  return { root, fault };
}

function parsed(source: string, fault: SsmlDocument['fault']): XmlElement {
  try {
    const { root } = parseXml(source, { includeOffsets: true });
    if (root) return root;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const problem = /^(.*?)(?: \(line \d+, column \d+\))?$/m.exec(error.message)?.[1] ?? 'it is not XML';
    throw fault(utf16Offset(source, error.pos), shown(problem.replace(/[.\s]+$/, '')));
  }
  throw fault(0, 'there is no element');
}

function checkAttributes(element: XmlElement, fault: SsmlDocument['fault']): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (name.length + value.length > SSML_LIMITS.attributeLength)
      throw fault(element.start, `an attribute is too long (limit ${SSML_LIMITS.attributeLength} characters)`);
  }
  for (const child of element.children) if (child instanceof XmlElement) checkAttributes(child, fault);
}

/** The text in an element and in all within it. */
export function textIn(element: XmlElement): string {
  return element.children
    .map((child) => (child instanceof XmlText ? child.text : child instanceof XmlElement ? textIn(child) : ''))
    .join('');
}

/** What a message may repeat of a document. */
export function shown(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}

/** Where a character is that the parser counted, in UTF-16 units. */
function utf16Offset(source: string, characters: number): number {
  let offset = 0;
  for (let count = 0; count < characters && offset < source.length; count += 1)
    offset += (source.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}
