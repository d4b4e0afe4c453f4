import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { confirm } from '../../src/commands/operations/confirm.ts'

/** A terminal at which a test types. */
function prepare(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), { isTTY })
  const stderr = Object.assign(new PassThrough(), { isTTY })
  return { stdin, stderr, stdout: new PassThrough() }
}

const question = { title: 'Stop a service', word: 'mcp-gateway', yes: false }

test('on a terminal the word has to be typed', async () => {
  const terminal = prepare(true)
  const confirmed = confirm(question, terminal)
  terminal.stdin.write('mcp-gateway\n')
  await confirmed
  const asked = String(terminal.stderr.read())
  expect(asked).toContain('Stop a service: type "mcp-gateway" to go on')
})

test.each([
  ['another word', (stdin: PassThrough) => void stdin.write('yes\n')],
  ['nothing', (stdin: PassThrough) => void stdin.write('\n')],
  ['the end of the input', (stdin: PassThrough) => void stdin.end()],
])('%s leaves everything as it is', async (_what, answer) => {
  const terminal = prepare(true)
  const confirmed = confirm(question, terminal)
  answer(terminal.stdin)
  await expect(confirmed).rejects.toMatchObject({ code: 'PB_NOT_CONFIRMED' })
})

test('nobody is asked who has said so, and none where nobody sits', async () => {
  const told = prepare(true)
  await confirm({ ...question, yes: true }, told)
  const script = prepare(false)
  await confirm(question, script)
  expect([told.stderr.readableLength, script.stderr.readableLength]).toEqual([0, 0])
})
