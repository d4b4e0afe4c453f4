import { describe, expect, test } from 'vitest'
import { changeEntry, readConfiguration } from './configuration-text.ts'

const entry = { command: '/usr/bin/node', args: ['/opt/promptbin/main.js', 'mcp'] }
const json = { file: 'mcp.json', place: ['mcpServers', 'promptbin'] }
const toml = { file: 'config.toml', place: ['mcp_servers', 'promptbin'] }

describe('JSON with comments', () => {
  test('an entry is added in the layout of the file, and nothing else changes', () => {
    const text = `{
    // my servers
    "mcpServers": {
        "other": { "command": "npx", "args": ["-y", "x"] }, /* keep */
    },
    "theme": "dark",
}
`
    expect(changeEntry(text, 'jsonc', { ...json, entry })).toBe(`{
    // my servers
    "mcpServers": {
        "other": { "command": "npx", "args": ["-y", "x"] }, /* keep */
        "promptbin": {
            "command": "/usr/bin/node",
            "args": [
                "/opt/promptbin/main.js",
                "mcp"
            ]
        }
    },
    "theme": "dark",
}
`)
  })

  test('a comment stays with what it is about', () => {
    const text = '{\n  "mcpServers": {\n    "z": {} // last\n  }\n}\n'
    const added = changeEntry(text, 'jsonc', { ...json, entry: { url: 'u' } })
    expect(added).toBe(
      '{\n  "mcpServers": {\n    "z": {}, // last\n    "promptbin": {\n      "url": "u"\n    }\n  }\n}\n',
    )
    expect(changeEntry(added, 'jsonc', { ...json, entry: undefined })).toBe(text)
  })

  test('an entry on one line with others is added and taken away', () => {
    const added = changeEntry('{"mcpServers":{"a":{}}}', 'jsonc', { ...json, entry: { url: 'u' } })
    expect(added).toBe('{"mcpServers":{"a":{},\n    "promptbin": {\n      "url": "u"\n    }\n  }}')
    const before = '{"mcpServers":{"promptbin":{},"a":{}}}'
    expect(changeEntry(before, 'jsonc', { ...json, entry: undefined })).toBe(
      '{"mcpServers":{"a":{}}}',
    )
  })

  test.each([
    ['', '{\n  "mcpServers": {\n    "promptbin": {\n'],
    ['{}', '{\n  "mcpServers": {\n    "promptbin": {\n'],
    ['{\r\n\t"a": 1\r\n}\r\n', '{\r\n\t"a": 1,\r\n\t"mcpServers": {\r\n\t\t"promptbin": {\r\n'],
    ['\uFEFF{"a":1}', '\uFEFF{"a":1,'],
  ])('a file that says %j gets one', (text, begin) => {
    const changed = changeEntry(text, 'jsonc', { ...json, entry })
    expect(changed.startsWith(begin)).toBe(true)
    expect(readConfiguration(changed, 'jsonc')).toMatchObject({ mcpServers: { promptbin: entry } })
  })

  test('an entry is replaced, and taken away again', () => {
    const text = '{\n  "a": 1, // one\n  "mcpServers": {\n    "z": {}\n  }\n}\n'
    const added = changeEntry(text, 'jsonc', { ...json, entry })
    const replaced = changeEntry(added, 'jsonc', { ...json, entry: { url: 'http://127.0.0.1/' } })
    expect(replaced).toContain('"url": "http://127.0.0.1/"')
    expect(replaced).not.toContain('command')
    expect(changeEntry(replaced, 'jsonc', { ...json, entry: undefined })).toBe(text)
  })

  test.each([
    ['[1]', 'it is no object'],
    ['{"mcpServers": []}', 'mcpServers is no object'],
    ['{"mcpServers": {"promptbin": {}, "promptbin": {"a": 1}}}', 'mcpServers.promptbin'],
  ])('%s is refused', (text, why) => {
    expect(() => changeEntry(text, 'jsonc', { ...json, entry })).toThrow(why)
  })

  test('what is wrong has a place', () => {
    expect(() => readConfiguration('{\n  "a": }', 'jsonc')).toThrow(
      'ValueExpected at line 2, column 8',
    )
  })
})

describe('TOML', () => {
  const text = `# mine
model = "o3" # best

[mcp_servers.other]   # keep me
args = [
  "-y", # yes
]

# of the profile
[profiles.a]
x = 1
`
  const table = `[mcp_servers.promptbin]
command = "/usr/bin/node"
args = [ "/opt/promptbin/main.js", "mcp" ]
`

  test('an entry is added at the end, and taken away again', () => {
    const added = changeEntry(text, 'toml', { ...toml, entry })
    expect(added).toBe(`${text}\n${table}`)
    expect(changeEntry(added, 'toml', { ...toml, entry: undefined })).toBe(text)
    expect(changeEntry('', 'toml', { ...toml, entry })).toBe(table)
  })

  test('an entry is replaced where it stands, with its sub-tables', () => {
    const old = '[mcp_servers."promptbin"]\nurl = "x"\n\n[mcp_servers.promptbin.env]\nA = "1"\n'
    const before = text.replace('# of the profile', `${old}\n# of the profile`)
    const replaced = changeEntry(before, 'toml', { ...toml, entry })
    expect(replaced).toBe(text.replace('# of the profile', `${table}\n# of the profile`))
  })

  test('ends of lines stay what they are', () => {
    const changed = changeEntry('a = 1\r\n', 'toml', { ...toml, entry: { url: 'u' } })
    expect(changed).toBe('a = 1\r\n\r\n[mcp_servers.promptbin]\r\nurl = "u"\r\n')
  })

  test.each([
    '[mcp_servers]\npromptbin = { url = "u" }\n',
    'mcp_servers.promptbin.url = "u"\n',
    'mcp_servers = { promptbin = { url = "u" } }\n',
    'a = """\n[mcp_servers.promptbin]\n"""\n',
  ])('an entry in another form is refused, not guessed at: %j', (unusual) => {
    const change = () => changeEntry(unusual, 'toml', { ...toml, entry })
    expect(change).toThrow()
  })

  test('what is wrong has a place', () => {
    expect(() => readConfiguration('a = 1\nb = [', 'toml')).toThrow(/ at line 2, column/)
  })
})
