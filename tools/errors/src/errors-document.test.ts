import { expect, test } from 'vitest'
import { errorsDocument } from './errors-document.ts'
import { readRegister } from './registered-errors.ts'
import { readSources } from './sources.ts'

test('docs/errors.md has every error as it is; `npx vitest run errors-document -u` writes it', async () => {
  const page = errorsDocument(await readRegister(readSources()))
  await expect(page).toMatchFileSnapshot('../../../docs/errors.md')
})
