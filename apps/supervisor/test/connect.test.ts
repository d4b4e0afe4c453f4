import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientNames } from '../src/connect/clients/client.ts'
import { promptbinEntry } from '../src/services.ts'
import { runHere } from './in-process.ts'

let home: string
let data: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'promptbin-connect-'))
  data = join(home, 'library')
  vi.stubEnv('HOME', home)
  for (const name of ['XDG_CONFIG_HOME', 'CODEX_HOME', 'CLAUDE_CONFIG_DIR']) vi.stubEnv(name, '')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

const connect = (...args: string[]) => runHere(['connect', '--data-dir', data, ...args])
const at = (file: string) => join(home, file)
const read = (file: string) => readFileSync(at(file), 'utf8')

function write(file: string, text: string): void {
  mkdirSync(dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}

/** Where each client keeps its configuration on Linux, and the entry in its words. */
const files = {
  'claude-desktop': ['.config/Claude/claude_desktop_config.json', 'mcpServers'],
  'claude-code': ['.claude.json', 'mcpServers'],
  cursor: ['.cursor/mcp.json', 'mcpServers'],
  vscode: ['.config/Code/User/mcp.json', 'servers'],
  codex: ['.codex/config.toml', 'mcp_servers'],
  gemini: ['.gemini/settings.json', 'mcpServers'],
  opencode: ['.config/opencode/opencode.json', 'mcp'],
} as const

describe.runIf(process.platform === 'linux')('promptbin connect', () => {
  test.each(clientNames)('%s: a dry run, the change, and back', async (name) => {
    const [file, group] = files[name]
    const dry = await connect(name, '--dry-run')
    expect(dry).toMatchObject({ code: 0, stderr: '' })
    expect(dry.stdout).toContain(at(file))
    expect(dry.stdout).toMatch(/^\+.*"mcp"/m)
    expect(existsSync(at(file))).toBe(false)

    const done = await connect(name, '--yes', '--no-test')
    expect(done.code).toBe(0)
    expect(read(file)).toContain(group)
    for (const word of [process.execPath, promptbinEntry, '--data-dir', data]) {
      expect(read(file)).toContain(JSON.stringify(word))
    }
    expect(statSync(at(file)).mode & 0o777).toBe(0o600)
    expect((await connect(name, '--yes', '--no-test')).stdout).toContain('knows PromptBin already')

    expect((await connect(name, '--undo', '--yes')).code).toBe(0)
    expect(existsSync(at(file))).toBe(false)
  })

  test.each([
    ['claude-code', { type: 'http', url: 'http://127.0.0.1:5100/mcp' }],
    ['cursor', { url: 'http://127.0.0.1:5100/mcp' }],
    ['vscode', { type: 'http', url: 'http://127.0.0.1:5100/mcp' }],
    ['gemini', { httpUrl: 'http://127.0.0.1:5100/mcp' }],
    ['opencode', { type: 'remote', url: 'http://127.0.0.1:5100/mcp' }],
  ] as const)('%s by the address', async (name, entry) => {
    const [file, group] = files[name]
    await connect(name, '--http', '--yes', '--no-test')
    expect(JSON.parse(read(file))[group].promptbin).toEqual(entry)
  })

  test('Codex by the address, and Claude Desktop not', async () => {
    await connect('codex', '--http', '--yes', '--no-test')
    expect(read('.codex/config.toml')).toBe(
      '[mcp_servers.promptbin]\nurl = "http://127.0.0.1:5100/mcp"\n',
    )
    const refused = await connect('claude-desktop', '--http', '--yes')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('PB_CLIENT_WITHOUT_HTTP')
  })

  test('opencode of the second release has it among its servers', async () => {
    write('.config/opencode/opencode.jsonc', '{ "mcp": { "servers": {} } } // mine\n')
    await connect('opencode', '--http', '--yes', '--no-test')
    const text = read('.config/opencode/opencode.jsonc')
    expect(text).toMatch(/\} \/\/ mine\n$/)
    expect(JSON.parse(text.replace('// mine', '')).mcp.servers.promptbin.type).toBe('remote')
  })

  test('nobody who could say yes: nothing is written', async () => {
    for (const flags of [[], ['--json']]) {
      const { code, stderr } = await connect('cursor', ...flags)
      expect(code).toBe(1)
      expect(stderr).toContain('PB_CONNECT_UNCONFIRMED')
    }
    expect(existsSync(at('.cursor/mcp.json'))).toBe(false)
  })

  test.each(['{ "a": ', '[1]', '{"mcpServers": 3}', '\u0000'])(
    'a file that says %j stays as it is',
    async (text) => {
      write('.cursor/mcp.json', text)
      const { code, stderr } = await connect('cursor', '--yes', '--json')
      expect(code).toBe(1)
      expect(JSON.parse(stderr).error.code).toMatch(/^PB_CLIENT_FILE_UN/)
      expect(read('.cursor/mcp.json')).toBe(text)
      expect(existsSync(join(data, 'connect'))).toBe(false)
    },
  )

  test('what somebody has added to the entry stays; what they changed since stays at an undo', async () => {
    const before =
      '{\n  "mcpServers": {\n    "promptbin": { "url": "x", "env": { "A": "1" } }\n  }\n}\n'
    write('.cursor/mcp.json', before)
    chmodSync(at('.cursor/mcp.json'), 0o644)
    await connect('cursor', '--yes', '--no-test')
    const entry = JSON.parse(read('.cursor/mcp.json')).mcpServers.promptbin
    expect(entry).toMatchObject({ command: process.execPath, env: { A: '1' } })
    expect(entry).not.toHaveProperty('url')
    expect(statSync(at('.cursor/mcp.json')).mode & 0o777).toBe(0o644)

    write('.cursor/mcp.json', read('.cursor/mcp.json').replace('{', '{\n  "theirs": 1,'))
    await connect('cursor', '--undo', '--yes')
    expect(JSON.parse(read('.cursor/mcp.json'))).toEqual({
      theirs: 1,
      mcpServers: { promptbin: { url: 'x', env: { A: '1' } } },
    })
  })

  test('a link is followed, and an undo of several goes step by step', async () => {
    write('dotfiles/mcp.json', '{}\n')
    mkdirSync(at('.cursor'))
    symlinkSync(at('dotfiles/mcp.json'), at('.cursor/mcp.json'))
    await connect('cursor', '--yes', '--no-test')
    const stdio = read('dotfiles/mcp.json')
    await connect('cursor', '--http', '--yes', '--no-test')
    expect(read('dotfiles/mcp.json')).toContain('http://')
    await connect('cursor', '--undo', '--yes')
    expect(read('dotfiles/mcp.json')).toBe(stdio)
    await connect('cursor', '--undo', '--yes')
    expect(read('dotfiles/mcp.json')).toBe('{}\n')
    const nothing = await connect('cursor', '--undo', '--yes')
    expect(nothing.stderr).toContain('PB_NOTHING_TO_UNDO')
  })

  test('--list tells which are there, and which are connected', async () => {
    mkdirSync(at('.gemini'))
    write('.codex/config.toml', 'a = [')
    await connect('cursor', '--yes', '--no-test')
    const { items } = JSON.parse((await connect('--list', '--json')).stdout)
    const states = items.map((one: Record<string, unknown>) => [
      one['name'],
      one['installed'],
      one['connected'],
      one['problem'] !== null,
    ])
    expect(states).toEqual([
      ['claude-desktop', false, null, false],
      ['claude-code', false, null, false],
      ['cursor', true, 'stdio', false],
      ['vscode', false, null, false],
      ['codex', true, null, true],
      ['gemini', true, null, false],
      ['opencode', false, null, false],
    ])
    const { stdout } = await connect('--list')
    expect(stdout).toMatch(/cursor +Cursor +connected by stdio +\//)
  })

  test('an entry that does not work is told of, and can be taken back', async () => {
    vi.stubEnv('PROMPTBIN_MCP_PORT', '1')
    const { code, stderr } = await connect('cursor', '--http', '--yes')
    expect(code).toBe(1)
    expect(stderr).toContain('PB_CONNECTION_FAILED')
    expect(stderr).toContain('--undo')
  })

  test('wrong usage is exit code 2', async () => {
    for (const args of [[], ['vim'], ['cursor', '--list', '--nonsense']]) {
      expect((await connect(...args)).code).toBe(2)
    }
  })
})
