import { createSqliteStore } from '../../src/index.ts'
import { ada, aPrompt } from '../contract/library-fixture.ts'

/**
 * Saves prompts into a file, some at a time, until it is killed. Every save that was answered is
 * told in a line of its own: the prompt's name and the number of the version.
 */
const [file = '', run = ''] = process.argv.slice(2)
const store = await createSqliteStore({ file })

/** `console.log` would colour the number where colours are forced. */
function tell(name: string, n: number): void {
  process.stdout.write(`${name} ${n}\n`)
}

async function saveForEver(writer: number): Promise<never> {
  for (let i = 0; ; i++) {
    const name = `run-${run}-${writer}-${i}`
    const { version } = await store.create(aPrompt({ name, text: `${name} 1` }), ada)
    tell(name, version.n)
    const messages = aPrompt({ text: `${name} 2` }).messages
    const changed = await store.change(name, { messages }, ada)
    tell(name, changed.version.n)
  }
}

await Promise.all([1, 2, 3].map(saveForEver))
