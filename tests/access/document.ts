import { join } from 'node:path'
import * as document from '#tests/support/document.ts'

/** A document of this folder, as the product makes it now, is the one that was reviewed. */
export const expectDocument = (name: string, text: string): void =>
  document.expectDocument(join('tests', 'access', name), text, 'tests/access')
