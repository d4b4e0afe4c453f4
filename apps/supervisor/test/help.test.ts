import { beforeAll, expect, test } from 'vitest'
import { createCommandLine } from '../src/commands/command-line.ts'
import { allCommands, type CommandNode, readCommandTree } from '../src/completion/command-tree.ts'
import { addAllCommands } from '../src/promptbin.ts'
import { services } from '../src/services.ts'
import { runHere } from './in-process.ts'

let commands: readonly CommandNode[]

beforeAll(async () => {
  const terminal = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
  const context = { terminal, services, exitCode: 0 }
  const program = createCommandLine(context)
  await addAllCommands(program, context)
  commands = allCommands(readCommandTree(program))
})

test('every command says what it does, and has an example of itself and the options of all', async () => {
  expect(commands.length).toBeGreaterThan(30)
  for (const { path, description, children } of commands) {
    expect([path, description]).toEqual([path, expect.stringMatching(/^\S.{10,}/s)])
    const { code, stdout } = await runHere([...path, '--help'])
    expect([path, code]).toEqual([path, 0])
    for (const option of ['--json', '--data-dir', '--config']) {
      expect([path, stdout]).toEqual([path, expect.stringContaining(option)])
    }
    // What only leads to others shows those.
    if (children.length > 0) continue
    const examples = /Examples?:\n((?: {2}\$ .*\n?)+)/.exec(stdout)?.[1] ?? ''
    expect([path, examples]).toEqual([path, expect.stringContaining(`promptbin ${path.join(' ')}`)])
  }
})
