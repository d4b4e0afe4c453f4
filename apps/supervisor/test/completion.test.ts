import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHere } from './in-process.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-completion-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

async function script(shell: string): Promise<string> {
  const { code, stdout } = await runHere(['completion', shell])
  expect(code).toBe(0)
  return stdout
}

/** What bash offers for each line, whose last word is being written. */
async function completeInBash(lines: readonly string[]): Promise<readonly string[][]> {
  writeFileSync(join(folder, 'completion.bash'), await script('bash'))
  writeFileSync(join(folder, 'prompts.jsonl'), '')
  const asked = lines.map((line) => {
    const words = ['promptbin', ...line.split(' ')].map((word) => `'${word}'`)
    // Outside of a real completion compopt has nothing to set.
    return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _promptbin; (IFS=,; echo "\${COMPREPLY[*]}")`
  })
  const program = ['compopt() { :; }', 'source completion.bash', ...asked].join('\n')
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return stdout
    .split('\n')
    .slice(0, lines.length)
    .map((line) => (line === '' ? [] : line.split(',')))
}

const cases: Readonly<Record<string, readonly string[]>> = {
  rel: ['reload'],
  to: ['token', 'top'],
  'token cr': ['create'],
  'token create --exp': ['--expires'],
  'events --fo': ['--follow'],
  'events --type restart': ['restart-decided'],
  'events --limit 5 --service pro': ['prompt-web'],
  'scale mc': ['mcp-gateway'],
  'scale prompt-web --js': ['--json'],
  'log-level de': ['debug'],
  'connect cu': ['cursor'],
  '--json connect cl': ['claude-desktop', 'claude-code'],
  'completion b': ['bash'],
  'import pro': ['prompts.jsonl'],
  'status --config pro': ['prompts.jsonl'],
  'config get logging.le': ['logging.level'],
  'config get web.port logg': [],
  'no-such-command x': [],
}

describe('promptbin completion', () => {
  test('bash completes commands, options, values, settings and files', async () => {
    const offered = await completeInBash(Object.keys(cases))
    expect(
      Object.fromEntries(Object.keys(cases).map((line, index) => [line, offered[index]])),
    ).toEqual(cases)
  })

  test('zsh and fish get every command and the same values, in their own syntax', async () => {
    const [zsh, fish] = await Promise.all([script('zsh'), script('fish')])
    expect(zsh).toMatch(/^#compdef promptbin\n/)
    expect(zsh).toContain("('|scale') command_path='scale' ;;")
    expect(zsh).toContain("('scale|0') offers=('prompt-web' 'mcp-gateway') ;;")
    expect(zsh).toMatch(/\('log-level\|0'\) offers=\('trace' 'debug'/)
    expect(fish).toContain("case '|scale'\n                set command_path 'scale'")
    expect(fish).toContain(
      `complete -c promptbin -n '__promptbin_at \\'scale|0\\'' -a 'prompt-web mcp-gateway'`,
    )
    // As many quotes as are opened are closed.
    for (const line of [...zsh.split('\n'), ...fish.split('\n')]) {
      const unescaped = line.replace(/'\\''|\\'|\\\\/g, '').replace(/^#.*/, '')
      expect([line, (unescaped.match(/'/g)?.length ?? 0) % 2]).toEqual([line, 0])
    }
  })

  test('another shell is wrong usage', async () => {
    expect((await runHere(['completion', 'tcsh'])).code).toBe(2)
  })
})
