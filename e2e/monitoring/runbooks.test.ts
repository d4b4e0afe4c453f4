import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { run } from '../product.ts'
import { commandsIn, faultsOf, parseCommand } from './commands-in-pages.ts'
import { readAlerts, readDocumentation, readRunbooks, runbooks } from './shipped-files.ts'

const pages = readRunbooks()
const commands = [...new Set(pages.flatMap(({ text }) => commandsIn(text)))]
const isOurs = (command: string) => command.startsWith('promptbin ')

/** What is on every machine, or easily had. */
const otherPrograms = ['curl', 'df', 'du', 'lsof', 'ss']

const helps = new Map<string, string>()

beforeAll(async () => {
  const subcommands = new Set(commands.filter(isOurs).map((line) => parseCommand(line).subcommand))
  for (const subcommand of subcommands) {
    const { code, stdout } = await run([...subcommand.split(' '), '--help'])
    helps.set(subcommand, code === 0 ? stdout : '')
  }
})

test('every alert has a page, and every page is of an alert', () => {
  const linked = readAlerts().map(({ annotations }) =>
    annotations['runbook_url']?.split('/').at(-1),
  )
  expect(linked.toSorted()).toEqual(pages.map(({ name }) => `${name}.md`).toSorted())
})

test.each(readAlerts())(
  'the page of $alert tells what it means, how to see it and what to do',
  ({ alert, annotations }) => {
    const page = pages.find(({ name }) => annotations['runbook_url']?.endsWith(`/${name}.md`))
    const headings = [...(page?.text ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([alert, 'What it means', 'How to see it', 'What to do'])
    expect(commandsIn(page?.text ?? '')).not.toEqual([])
  },
)

test.each(commands.filter(isOurs))('the command exists: %s', (line) => {
  const typed = parseCommand(line)
  const help = helps.get(typed.subcommand) ?? ''
  expect(help, line).toContain(`Usage: promptbin ${typed.subcommand}`)
  expect(faultsOf(typed, help)).toEqual([])
})

test('all else that the pages name is on every machine', () => {
  const programs = commands.filter((line) => !isOurs(line)).map((line) => line.split(' ')[0])
  expect(programs.filter((program = '') => !otherPrograms.includes(program))).toEqual([])
})

test('the pages link to what there is', () => {
  const links = pages.flatMap(({ text }) =>
    [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link]) => link ?? []),
  )
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !existsSync(join(runbooks, link)))).toEqual([])
})

test.each([
  ['promptbin events --kind exited', 'no option --kind'],
  ['promptbin events --type burnt', '--type cannot be burnt'],
  ['promptbin restart database', 'service cannot be database'],
  ['promptbin stop prompt-web', 'no argument for prompt-web'],
])('a page that said %s would be found out', async (line, fault) => {
  const typed = parseCommand(line)
  const { stdout } = await run([typed.subcommand, '--help'])
  expect(faultsOf(typed, stdout)).toEqual([fault])
})

const byName = (one: { alert?: string | undefined }, other: { alert?: string | undefined }) =>
  String(one.alert).localeCompare(String(other.alert))

test('the documentation lists the alerts as they are', () => {
  const documented = [
    ...readDocumentation().matchAll(/^\| \[(\w+)\]\(runbooks\/(\S+)\) +\| (\w+) +\|/gm),
  ].map(([, alert, page, severity]) => ({ alert, page, severity }))
  expect(documented.toSorted(byName)).toEqual(
    readAlerts()
      .toSorted(byName)
      .map(({ alert, labels, annotations }) => ({
        alert,
        page: annotations['runbook_url']?.split('/').at(-1),
        severity: labels['severity'],
      })),
  )
})
