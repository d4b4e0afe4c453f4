import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { DetectedEnvironment } from '../src/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const detects = fileURLToPath(new URL('processes/detects.ts', import.meta.url))
const node = process.execPath

/** A machine that is no container: what is looked for there is not found. */
const bareMachine = { 'proc/self/cgroup': '0::/user.slice', 'proc/sys/kernel/osrelease': '6.1.0' }

interface Launch {
  readonly variables?: Readonly<Record<string, string>>
  /** Files of the machine. */
  readonly machine?: Readonly<Record<string, string>>
  readonly stdin?: 'pipe' | 'ignore'
  readonly args?: readonly string[]
  /** Starts what it is given, with the words that follow: a script of a shell. */
  readonly starter?: { readonly name: string; readonly script: string }
  readonly stdout?: 'file'
}

/** Starts a process as somebody would, and returns where it believes to be. */
async function detect(launch: Launch): Promise<DetectedEnvironment> {
  const { variables = {}, machine = bareMachine, stdin = 'ignore', args = [], starter } = launch
  const folder = temporaryFolder(machine)
  const to = join(folder, 'detected.json')
  const words = [node, detects, '--root', folder, '--to', to, ...args]
  const command = starter ? [starterIn(folder, starter), ...words] : words
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    env: { PATH: process.env['PATH'], ...variables },
    stdio: [stdin, launch.stdout ? openSync(join(folder, 'out'), 'w') : 'pipe', 'inherit'],
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  return JSON.parse(readFileSync(to, 'utf8'))
}

function starterIn(folder: string, { name, script }: NonNullable<Launch['starter']>): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

/** What is started is a child of the script, not the script itself. */
const asChild = '"$@"\nexit $?'

/** The terminal of util-linux's script(1): a real one, whatever runs this test. */
const inTerminal = {
  name: 'in-terminal',
  script: 'exec script --quiet --return --command "$*" /dev/null </dev/null',
}

const cases: Readonly<Record<string, Launch & { readonly is: object }>> = {
  'a pipe': { is: { situation: 'unattended', also: [] } },
  'a file': {
    stdout: 'file',
    is: {
      situation: 'unattended',
      evidence: expect.arrayContaining([
        { what: 'standard output', says: 'is a file, so no person reads' },
      ]),
    },
  },
  'a terminal': { starter: inTerminal, is: { situation: 'terminal', also: [] } },
  'a client that is a program': {
    stdin: 'pipe',
    args: ['--stdio'],
    starter: { name: 'claude', script: asChild },
    is: {
      situation: 'mcp-client',
      client: 'Claude Code',
      evidence: expect.arrayContaining([
        { what: 'parent process', says: expect.stringMatching(/^claude \(pid \d+\)$/) },
      ]),
    },
  },
  'a client above a shell': {
    stdin: 'pipe',
    args: ['--stdio'],
    starter: { name: 'opencode', script: `sh -c '"$0" "$@"; exit $?' "$@"\nexit $?` },
    is: { situation: 'mcp-client', client: 'opencode' },
  },
  'a client that gives a variable': {
    stdin: 'pipe',
    args: ['--stdio'],
    variables: { CURSOR_TRACE_ID: 'x' },
    is: { situation: 'mcp-client', client: 'Cursor' },
  },
  'a person who types promptbin mcp': {
    starter: inTerminal,
    args: ['--stdio'],
    is: { situation: 'terminal', client: null },
  },
  Docker: { machine: { ...bareMachine, '.dockerenv': '' }, is: { situation: 'container' } },
  Podman: { machine: { ...bareMachine, 'run/.containerenv': '' }, is: { situation: 'container' } },
  'a group of containerd': {
    machine: { ...bareMachine, 'proc/self/cgroup': '0::/system.slice/containerd.service/abc' },
    is: { situation: 'container' },
  },
  systemd: {
    variables: { INVOCATION_ID: '0123', NOTIFY_SOCKET: '/run/systemd/notify' },
    is: { situation: 'systemd' },
  },
  'a unit that prints to the journal': {
    // A shell knows what it prints to; the inode stands for that of the journal.
    starter: {
      name: 'unit',
      script: 'export JOURNAL_STREAM="$(stat -L -c %d:%i /proc/$$/fd/1)"\n"$@"\nexit $?',
    },
    variables: { INVOCATION_ID: '0123' },
    is: { situation: 'systemd' },
  },
  CI: { variables: { GITLAB_CI: 'true' }, is: { situation: 'ci' } },
  WSL: {
    machine: { ...bareMachine, 'proc/sys/kernel/osrelease': '5.15-microsoft-standard-WSL2' },
    is: { situation: 'wsl' },
  },
  development: { variables: { NODE_ENV: 'development' }, is: { mode: 'development' } },
  'nx serve': { variables: { NX_TASK_TARGET_TARGET: 'serve' }, is: { mode: 'development' } },
  'a service under its supervisor': {
    variables: { PROMPTBIN_SUPERVISED: '1' },
    is: { situation: 'supervised', follows: [] },
  },
}

test.each(Object.entries(cases))('a process knows: %s', async (_name, { is, ...launch }) => {
  expect(await detect(launch)).toMatchObject(is)
})
