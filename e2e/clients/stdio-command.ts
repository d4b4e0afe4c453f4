import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promptbin } from '../product.ts'
import type { Target } from './client-kind.ts'

/** How an AI client starts PromptBin over stdio. */
export const stdioCommand = ({ dataFolder }: Pick<Target, 'dataFolder'>) => ({
  command: process.execPath,
  args: [promptbin, 'mcp', '--data-dir', dataFolder],
})

const require = createRequire(import.meta.url)

/** The file of a program that a package brings. */
export function programOf(client: string, program: string): string {
  const manifest = require.resolve(`${client}/package.json`)
  return join(dirname(manifest), require(manifest).bin[program])
}
