import type { PromptBinError } from '@promptbin/errors'
import { createSqliteStore } from '../../src/index.ts'

/** Opens the store of a file, says in one line of JSON what came of it, and closes it. */
const [file = ''] = process.argv.slice(2)
try {
  const store = await createSqliteStore({ file })
  console.log(JSON.stringify({ opened: await store.stats() }))
  await store.close()
} catch (error) {
  const { code, message, hint } = error as PromptBinError
  console.log(JSON.stringify({ code, message, hint }))
}
