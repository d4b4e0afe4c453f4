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

test('the list of all commands has each under the heading of what it is for', async () => {
  const { stdout } = await runHere(['--help'])
  const rest = stdout.slice(stdout.indexOf('\nCommands:'))
  const listed = [...rest.matchAll(/^ {2}([a-z]\S*)/gm)].map(([, name]) => name)
  expect(listed).toEqual(['help'])
  expect(stdout).toContain('\nPrompts:\n')
  // One way of writing for those by hand and those of the registry.
  expect(stdout).toMatch(/^ {2}stats +tell /m)
})
