import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteStore } from '@promptbin/prompt-store'
import { hashToken, makeToken } from '@promptbin/security'

const ada = { author: 'ada', client: 'test' }

/** Makes the library of a data folder with three prompts and a token that ends within a day. */
export async function makeLibrary(data: string): Promise<void> {
  const store = await createSqliteStore({ file: join(data, 'promptbin.db'), readers: 1 })
  const about = { description: '', folder: '', tags: [], favourite: false, message: '' }
  for (const name of ['first', 'second', 'third']) {
    const messages = [{ role: 'user' as const, text: `The ${name} one.` }]
    await store.create(
      { ...about, name, title: name, variables: [], modelConfig: {}, messages },
      ada,
    )
  }
  const token = makeToken()
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const hash = hashToken(token)
  await store.createToken(
    {
      name: 'laptop',
      hash,
      ending: token.slice(-4),
      scopes: ['prompts:read'],
      folders: null,
      expiresAt,
    },
    ada,
  )
  await store.close()
}

/** Changes a library behind the back of PromptBin. */
export function tamper(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, 'promptbin.db'), { defensive: false })
  database.exec(sql)
  database.close()
}
