import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The pages whose commands are performed. */
export const procedureFolder = fileURLToPath(new URL('../../docs/operations/', import.meta.url))

/** The sections of a page that have commands, in their order. */
export const commandSections = ['How to see it', 'What to do', 'When it is over'] as const

/** What a page tells to type, block by block. */
export type Procedure = Readonly<Record<(typeof commandSections)[number], readonly string[]>>

/** The names of all pages. */
export function procedureNames(): readonly string[] {
  return readdirSync(procedureFolder).map((file) => file.replace(/\.md$/, ''))
}

/** The text of a page. */
export function readPage(name: string): string {
  return readFileSync(join(procedureFolder, `${name}.md`), 'utf8')
}

/** The fenced blocks of a page by the section that they stand in. */
export function readProcedure(name: string): Procedure {
  const sections = readPage(name).split(/^## /m)
  const blocksOf = (title: string) => {
    const section = sections.find((one) => one.startsWith(`${title}\n`)) ?? ''
    return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  }
  return {
    'How to see it': blocksOf('How to see it'),
    'What to do': blocksOf('What to do'),
    'When it is over': blocksOf('When it is over'),
  }
}
